using Mlops.Storage.Registry;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Webhooks;

/// <summary>The events of the registry: which change is told as what. Called in the transaction of the change.</summary>
internal sealed class RegistryEvents(WebhookOutbox outbox)
{
    private const string PromptText = "mlflow.prompt.text";
    private static readonly string[] PromptMarks = ["mlflow.prompt.is_prompt", "_mlflow_prompt_type"];

    public ValueTask ModelCreatedAsync(RelationalSession session, string workspace, NewRegisteredModel model) => outbox.AddAsync(
        session, workspace, model.Name, WebhookEntity.RegisteredModel, WebhookEntity.Prompt, WebhookAction.Created,
        isPrompt => WebhookPayload.Model(model.Name, isPrompt ? Unmarked(model.Tags) : model.Tags, model.Description ?? ""));

    public ValueTask VersionCreatedAsync(RelationalSession session, string workspace, NewModelVersion version, long number) => outbox.AddAsync(
        session, workspace, version.Name, WebhookEntity.ModelVersion, WebhookEntity.PromptVersion, WebhookAction.Created,
        isPrompt => isPrompt
            ? WebhookPayload.PromptVersion(
                version.Name, RegistryRows.Number(number), version.Tags.LastOrDefault(tag => tag.Key == PromptText)?.Value,
                Unmarked(version.Tags).Where(tag => tag.Key != PromptText), OrNull(version.Description))
            : WebhookPayload.ModelVersion(
                version.Name, RegistryRows.Number(number), version.Source, OrNull(version.RunId), version.Tags, OrNull(version.Description)));

    /// <summary>A tag of a prompt was set or, with a null value, removed; models have no such event.</summary>
    public ValueTask ModelTaggedAsync(RelationalSession session, string workspace, string name, string key, string? value) => outbox.AddAsync(
        session, workspace, name, WebhookEntity.Unspecified, WebhookEntity.PromptTag, value is null ? WebhookAction.Deleted : WebhookAction.Set,
        _ => WebhookPayload.Tagged(name, null, key, value));

    /// <summary>A tag of a version was set or, with a null value, removed.</summary>
    public ValueTask VersionTaggedAsync(RelationalSession session, string workspace, string name, long version, string key, string? value) => outbox.AddAsync(
        session, workspace, name, WebhookEntity.ModelVersionTag, WebhookEntity.PromptVersionTag, value is null ? WebhookAction.Deleted : WebhookAction.Set,
        _ => WebhookPayload.Tagged(name, RegistryRows.Number(version), key, value));

    /// <summary>An alias was set or, with a null version, removed.</summary>
    public ValueTask AliasedAsync(RelationalSession session, string workspace, string name, string alias, long? version) => outbox.AddAsync(
        session, workspace, name, WebhookEntity.ModelVersionAlias, WebhookEntity.PromptAlias, version is null ? WebhookAction.Deleted : WebhookAction.Created,
        _ => WebhookPayload.Aliased(name, alias, version is { } number ? RegistryRows.Number(number) : null));

    private static IEnumerable<Tag> Unmarked(IEnumerable<Tag> tags) => tags.Where(tag => !PromptMarks.Contains(tag.Key));

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
