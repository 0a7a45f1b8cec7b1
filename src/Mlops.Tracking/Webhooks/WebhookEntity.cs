using System.Text.Json.Serialization;

namespace Mlops.Tracking.Webhooks;

/// <summary>What a webhook event is about (MLflow's <c>WebhookEntity</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookEntity>))]
internal enum WebhookEntity
{
    /// <summary>Nobody said.</summary>
    [JsonStringEnumMemberName("ENTITY_UNSPECIFIED")]
    Unspecified = 0,

    /// <summary>A registered model.</summary>
    [JsonStringEnumMemberName("REGISTERED_MODEL")]
    RegisteredModel = 1,

    /// <summary>A version of a registered model.</summary>
    [JsonStringEnumMemberName("MODEL_VERSION")]
    ModelVersion = 2,

    /// <summary>A tag of such a version.</summary>
    [JsonStringEnumMemberName("MODEL_VERSION_TAG")]
    ModelVersionTag = 3,

    /// <summary>An alias of such a version.</summary>
    [JsonStringEnumMemberName("MODEL_VERSION_ALIAS")]
    ModelVersionAlias = 4,

    /// <summary>A prompt.</summary>
    [JsonStringEnumMemberName("PROMPT")]
    Prompt = 5,

    /// <summary>A version of a prompt.</summary>
    [JsonStringEnumMemberName("PROMPT_VERSION")]
    PromptVersion = 6,

    /// <summary>A tag of a prompt.</summary>
    [JsonStringEnumMemberName("PROMPT_TAG")]
    PromptTag = 7,

    /// <summary>A tag of a prompt's version.</summary>
    [JsonStringEnumMemberName("PROMPT_VERSION_TAG")]
    PromptVersionTag = 8,

    /// <summary>An alias of a prompt's version.</summary>
    [JsonStringEnumMemberName("PROMPT_ALIAS")]
    PromptAlias = 9,

    /// <summary>A budget of MLflow's gateway; accepted, but nothing here exceeds one.</summary>
    [JsonStringEnumMemberName("BUDGET_POLICY")]
    BudgetPolicy = 10,
}
