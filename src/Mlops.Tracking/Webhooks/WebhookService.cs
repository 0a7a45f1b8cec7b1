using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Webhooks;

/// <summary>The rules of the webhook rpcs in front of the store.</summary>
/// <param name="store">Keeps the webhooks.</param>
/// <param name="targets">Where they may point to.</param>
/// <param name="secrets">Encrypts their secrets.</param>
internal sealed class WebhookService(IWebhookStore store, WebhookTargets targets, IWebhookSecrets secrets)
{
    /// <summary>The bounds of a page of webhooks.</summary>
    public static PageLimit MaxResults { get; } = new(100, 1000, PageLimitTexts.Plain);

    /// <summary>Creates a webhook (rpc <c>createWebhook</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="request">What to create; name, URL and events must be there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The webhook.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a bad name or event, and a URL that may not be
    /// reached.</exception>
    public async ValueTask<Webhook> CreateAsync(string workspace, WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var webhookId = Guid.NewGuid().ToString();
        var change = await CheckAsync(webhookId, request, cancellationToken);
        return await store.CreateAsync(workspace, webhookId, change with { Events = WebhookRules.CheckEvents(request.Events) }, cancellationToken);
    }

    /// <summary>Changes a webhook (rpc <c>updateWebhook</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="webhookId">Its id.</param>
    /// <param name="request">What to change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The webhook after the change.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> as for a new one; <c>RESOURCE_DOES_NOT_EXIST</c> for an unknown
    /// id.</exception>
    public async ValueTask<Webhook> UpdateAsync(string workspace, string webhookId, WebhookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await store.GetAsync(workspace, webhookId, cancellationToken);
        return await store.UpdateAsync(workspace, webhookId, await CheckAsync(webhookId, request, cancellationToken), cancellationToken);
    }

    /// <summary>Checks the event that a webhook is to be tested with (rpc <c>testWebhook</c>).</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="wanted">The event, or null for the webhook's first.</param>
    /// <returns>The event.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for an event that does not exist.</exception>
    public static WebhookEvent ChooseExample(Webhook webhook, WebhookEvent? wanted)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        if (wanted is not null)
        {
            WebhookRules.CheckEvent(wanted);
        }

        return wanted ?? webhook.Events[0];
    }

    /// <inheritdoc cref="IWebhookStore.ListAsync"/>
    public ValueTask<Page<Webhook>> ListAsync(string workspace, int maxResults, long offset, CancellationToken cancellationToken) =>
        store.ListAsync(workspace, maxResults, offset, cancellationToken);

    /// <inheritdoc cref="IWebhookStore.GetAsync"/>
    public ValueTask<Webhook> GetAsync(string workspace, string webhookId, CancellationToken cancellationToken) =>
        store.GetAsync(workspace, webhookId, cancellationToken);

    /// <inheritdoc cref="IWebhookStore.GetProtectedSecretAsync"/>
    public ValueTask<string?> GetProtectedSecretAsync(string workspace, string webhookId, CancellationToken cancellationToken) =>
        store.GetProtectedSecretAsync(workspace, webhookId, cancellationToken);

    /// <inheritdoc cref="IWebhookStore.DeleteAsync"/>
    public ValueTask DeleteAsync(string workspace, string webhookId, CancellationToken cancellationToken) =>
        store.DeleteAsync(workspace, webhookId, cancellationToken);

    private async ValueTask<WebhookChange> CheckAsync(string webhookId, WebhookRequest request, CancellationToken cancellationToken)
    {
        var name = OrNull(request.Name);
        var url = OrNull(request.Url);
        if (name is not null)
        {
            WebhookRules.CheckName(name);
        }

        WebhookRules.CheckTexts(request.Description, request.Secret);
        var events = request.Events.Count > 0 ? WebhookRules.CheckEvents(request.Events) : null;
        if (url is not null)
        {
            await targets.CheckAsync(url, cancellationToken);
        }

        return new WebhookChange
        {
            Name = name,
            Description = OrNull(request.Description),
            Url = url,
            Events = events,
            ProtectedSecret = OrNull(request.Secret) is { } secret ? await secrets.ProtectAsync(webhookId, secret, cancellationToken) : null,
            Status = request.Status,
        };
    }

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
