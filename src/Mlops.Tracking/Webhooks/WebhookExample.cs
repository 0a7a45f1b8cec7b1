using System.Text.Json.Nodes;

namespace Mlops.Tracking.Webhooks;

/// <summary>The data that the test route sends for each kind of event.</summary>
internal static class WebhookExample
{
    private static readonly Tag[] Tags = [new("example_key", "example_value")];

    /// <summary>Made-up data of an event.</summary>
    /// <param name="event">The kind of event.</param>
    /// <returns>Data in the event's own shape.</returns>
    public static JsonObject Of(WebhookEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        var value = @event.Action == WebhookAction.Deleted ? null : "example_value";
        var version = @event.Action == WebhookAction.Deleted ? null : "1";
        return @event.Entity switch
        {
            WebhookEntity.RegisteredModel => WebhookPayload.Model("example_model", Tags, "An example registered model"),
            WebhookEntity.ModelVersion => WebhookPayload.ModelVersion(
                "example_model", "1", "models:/123", "abcd1234abcd5678", Tags, "An example model version"),
            WebhookEntity.ModelVersionTag => WebhookPayload.Tagged("example_model", "1", "example_key", value),
            WebhookEntity.ModelVersionAlias => WebhookPayload.Aliased("example_model", "example_alias", version),
            WebhookEntity.Prompt => WebhookPayload.Model("example_prompt", Tags, "An example prompt"),
            WebhookEntity.PromptVersion => WebhookPayload.PromptVersion("example_prompt", "1", "Hello {{name}}!", Tags, "An example prompt version"),
            WebhookEntity.PromptTag => WebhookPayload.Tagged("example_prompt", null, "example_key", value),
            WebhookEntity.PromptVersionTag => WebhookPayload.Tagged("example_prompt", "1", "example_key", value),
            WebhookEntity.PromptAlias => WebhookPayload.Aliased("example_prompt", "example_alias", version),
            _ => new JsonObject
            {
                ["budget_policy_id"] = "bp-example",
                ["budget_unit"] = "USD",
                ["budget_amount"] = 100.0,
                ["current_spend"] = 105.5,
                ["duration_unit"] = "MONTHS",
                ["duration_value"] = 1,
                ["target_scope"] = "WORKSPACE",
                ["workspace"] = "default",
                ["window_start"] = 0,
            },
        };
    }
}
