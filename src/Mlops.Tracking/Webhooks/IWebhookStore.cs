using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Webhooks;

/// <summary>
/// Keeps webhooks. Every method throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for an id that the workspace
/// does not have.
/// </summary>
internal interface IWebhookStore
{
    /// <summary>Creates a webhook.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="webhookId">A new id.</param>
    /// <param name="webhook">All of it; name, URL and events are there, an absent status means active.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The webhook.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when the workspace has as many webhooks as it may.</exception>
    ValueTask<Webhook> CreateAsync(string workspace, string webhookId, WebhookChange webhook, CancellationToken cancellationToken);

    /// <summary>Reads a webhook.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="webhookId">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The webhook.</returns>
    ValueTask<Webhook> GetAsync(string workspace, string webhookId, CancellationToken cancellationToken);

    /// <summary>Reads a webhook's secret as it was protected.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="webhookId">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The secret, or null where there is none.</returns>
    ValueTask<string?> GetProtectedSecretAsync(string workspace, string webhookId, CancellationToken cancellationToken);

    /// <summary>Lists a workspace's webhooks, the newest first.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="maxResults">The length of a page.</param>
    /// <param name="offset">How many to skip.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<Webhook>> ListAsync(string workspace, int maxResults, long offset, CancellationToken cancellationToken);

    /// <summary>Changes a webhook.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="webhookId">Its id.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The webhook after the change.</returns>
    ValueTask<Webhook> UpdateAsync(string workspace, string webhookId, WebhookChange change, CancellationToken cancellationToken);

    /// <summary>Deletes a webhook and what waits to be delivered to it.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="webhookId">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(string workspace, string webhookId, CancellationToken cancellationToken);
}
