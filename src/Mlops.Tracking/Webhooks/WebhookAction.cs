using System.Text.Json.Serialization;

namespace Mlops.Tracking.Webhooks;

/// <summary>What happened to the entity of a webhook event (MLflow's <c>WebhookAction</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookAction>))]
internal enum WebhookAction
{
    /// <summary>Nobody said.</summary>
    [JsonStringEnumMemberName("ACTION_UNSPECIFIED")]
    Unspecified = 0,

    /// <summary>It was made.</summary>
    [JsonStringEnumMemberName("CREATED")]
    Created = 1,

    /// <summary>It was changed; no event has this action yet.</summary>
    [JsonStringEnumMemberName("UPDATED")]
    Updated = 2,

    /// <summary>It was removed.</summary>
    [JsonStringEnumMemberName("DELETED")]
    Deleted = 3,

    /// <summary>It was set, whether or not it was there before.</summary>
    [JsonStringEnumMemberName("SET")]
    Set = 4,

    /// <summary>It was exceeded.</summary>
    [JsonStringEnumMemberName("EXCEEDED")]
    Exceeded = 5,
}
