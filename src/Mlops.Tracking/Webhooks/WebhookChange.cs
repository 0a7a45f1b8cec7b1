namespace Mlops.Tracking.Webhooks;

/// <summary>What to store for a webhook; null leaves a field as it is.</summary>
internal sealed record WebhookChange
{
    /// <summary>The name; checked.</summary>
    public string? Name { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Where events are posted to; checked.</summary>
    public string? Url { get; init; }

    /// <summary>What it is told of, each event once.</summary>
    public IReadOnlyList<WebhookEvent>? Events { get; init; }

    /// <summary>The secret as <see cref="IWebhookSecrets"/> protected it.</summary>
    public string? ProtectedSecret { get; init; }

    /// <summary>Whether it is told anything. Disabling drops what waits for delivery.</summary>
    public WebhookStatus? Status { get; init; }
}
