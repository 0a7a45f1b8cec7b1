namespace Mlops.Tracking.Webhooks;

/// <summary>The names of entities and actions in payloads and messages, which are lower-case where the protocol's enums are not.</summary>
internal static class WebhookNames
{
    public static string Of(WebhookEntity entity) => entity switch
    {
        WebhookEntity.RegisteredModel => "registered_model",
        WebhookEntity.ModelVersion => "model_version",
        WebhookEntity.ModelVersionTag => "model_version_tag",
        WebhookEntity.ModelVersionAlias => "model_version_alias",
        WebhookEntity.Prompt => "prompt",
        WebhookEntity.PromptVersion => "prompt_version",
        WebhookEntity.PromptTag => "prompt_tag",
        WebhookEntity.PromptVersionTag => "prompt_version_tag",
        WebhookEntity.PromptAlias => "prompt_alias",
        WebhookEntity.BudgetPolicy => "budget_policy",
        _ => "entity_unspecified",
    };

    public static string Of(WebhookAction action) => action switch
    {
        WebhookAction.Created => "created",
        WebhookAction.Updated => "updated",
        WebhookAction.Deleted => "deleted",
        WebhookAction.Set => "set",
        WebhookAction.Exceeded => "exceeded",
        _ => "action_unspecified",
    };
}
