using System.Text.RegularExpressions;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Webhooks;

/// <summary>MLflow's limits on webhooks, and its texts for what breaks them.</summary>
internal static partial class WebhookRules
{
    private const int MaxDescriptionLength = 1000;
    private const int MaxSecretLength = 1000;
    private const int MaxEvents = 100;

    private static readonly Dictionary<WebhookEntity, WebhookAction[]> Actions = new()
    {
        [WebhookEntity.RegisteredModel] = [WebhookAction.Created],
        [WebhookEntity.ModelVersion] = [WebhookAction.Created],
        [WebhookEntity.ModelVersionTag] = [WebhookAction.Deleted, WebhookAction.Set],
        [WebhookEntity.ModelVersionAlias] = [WebhookAction.Created, WebhookAction.Deleted],
        [WebhookEntity.Prompt] = [WebhookAction.Created],
        [WebhookEntity.PromptVersion] = [WebhookAction.Created],
        [WebhookEntity.PromptTag] = [WebhookAction.Deleted, WebhookAction.Set],
        [WebhookEntity.PromptVersionTag] = [WebhookAction.Deleted, WebhookAction.Set],
        [WebhookEntity.PromptAlias] = [WebhookAction.Created, WebhookAction.Deleted],
        [WebhookEntity.BudgetPolicy] = [WebhookAction.Exceeded],
    };

    public static void CheckName(string name)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw MlflowException.InvalidParameterValue(
                $"Webhook name '{EntityName.Shorten(name)}' is invalid. It must start and end with a letter or digit, be less than 63 characters long, and contain only letters, digits, dots (.), underscores (_), and hyphens (-).");
        }
    }

    public static void CheckTexts(string? description, string? secret)
    {
        EntityName.CheckLength("description", description ?? "", MaxDescriptionLength);
        EntityName.CheckLength("secret", secret ?? "", MaxSecretLength);
    }

    public static void CheckEvent(WebhookEvent @event)
    {
        if (!Actions.TryGetValue(@event.Entity, out var actions))
        {
            throw MlflowException.InvalidParameterValue("Invalid webhook event: it must have an entity, such as REGISTERED_MODEL, and an action.");
        }

        if (!actions.Contains(@event.Action))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid action '{WebhookNames.Of(@event.Action)}' for entity '{WebhookNames.Of(@event.Entity)}'. Valid actions are: [{string.Join(", ", actions.Select(action => $"'{WebhookNames.Of(action)}'"))}]");
        }
    }

    /// <summary>Checks events and drops repetitions.</summary>
    public static IReadOnlyList<WebhookEvent> CheckEvents(IReadOnlyList<WebhookEvent> events)
    {
        if (events.Count is 0 or > MaxEvents)
        {
            throw MlflowException.InvalidParameterValue($"Webhook events must be a non-empty list of at most {MaxEvents} events.");
        }

        foreach (var @event in events)
        {
            CheckEvent(@event);
        }

        return [.. events.Distinct()];
    }

    [GeneratedRegex(@"^(?=.{1,63}\z)[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
