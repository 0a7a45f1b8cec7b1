namespace Mlops.Tracking.Webhooks;

/// <summary>An address that is told of events of its workspace (MLflow's <c>Webhook</c>). Its secret is never part of it.</summary>
internal sealed record Webhook
{
    /// <summary>A UUID, given by the server.</summary>
    public required string WebhookId { get; init; }

    /// <summary>1 to 63 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; several webhooks may have the same.</summary>
    public required string Name { get; init; }

    /// <summary>Text for people, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Where events are posted to.</summary>
    public required string Url { get; init; }

    /// <summary>What it is told of, in the order of the events' names.</summary>
    public required IReadOnlyList<WebhookEvent> Events { get; init; }

    /// <summary>Whether it is told anything.</summary>
    public required WebhookStatus Status { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long CreationTimestamp { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long LastUpdatedTimestamp { get; init; }
}
