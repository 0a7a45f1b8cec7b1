namespace Mlops.Tracking.Webhooks;

/// <summary>The answer of rpcs <c>createWebhook</c>, <c>getWebhook</c> and <c>updateWebhook</c>.</summary>
/// <param name="Webhook">The webhook.</param>
internal sealed record WebhookResponse(Webhook Webhook);

/// <summary>The answer of rpc <c>listWebhooks</c>.</summary>
/// <param name="Webhooks">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record ListWebhooksResponse(IReadOnlyList<Webhook> Webhooks, string? NextPageToken);

/// <summary>The answer of rpc <c>testWebhook</c>.</summary>
/// <param name="Result">How the delivery of an example went.</param>
internal sealed record TestWebhookResponse(WebhookTestResult Result);

/// <summary>How one attempt to deliver an example went (MLflow's <c>WebhookTestResult</c>).</summary>
/// <param name="Success">Whether the receiver took it.</param>
/// <param name="ResponseStatus">The receiver's HTTP status, if it answered.</param>
/// <param name="ResponseBody">What it answered, at most the first 64 KiB.</param>
/// <param name="ErrorMessage">Why it was not delivered.</param>
internal sealed record WebhookTestResult(bool Success, int? ResponseStatus, string? ResponseBody, string? ErrorMessage);
