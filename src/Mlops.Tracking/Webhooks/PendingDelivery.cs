namespace Mlops.Tracking.Webhooks;

/// <summary>A delivery that this process has on lease.</summary>
internal sealed record PendingDelivery
{
    /// <summary>Its place on the list.</summary>
    public required long Id { get; init; }

    /// <summary>Proves that it is on lease to whoever holds this.</summary>
    public required string Lease { get; init; }

    /// <summary>A UUID that all attempts at one delivery share, so that a receiver can tell a repetition.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>1 for the first time that anybody takes it.</summary>
    public required int Attempt { get; init; }

    /// <summary>The webhook's id.</summary>
    public required string WebhookId { get; init; }

    /// <summary>The webhook's workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Where to post to.</summary>
    public required string Url { get; init; }

    /// <summary>The webhook's secret as it was protected, or null.</summary>
    public required string? ProtectedSecret { get; init; }

    /// <summary>What to post.</summary>
    public required string Body { get; init; }

    /// <summary>The names that a log may show; neither address nor content.</summary>
    public override string ToString() => $"{nameof(PendingDelivery)} {{ {nameof(DeliveryId)} = {DeliveryId}, {nameof(WebhookId)} = {WebhookId}, {nameof(Attempt)} = {Attempt} }}";
}
