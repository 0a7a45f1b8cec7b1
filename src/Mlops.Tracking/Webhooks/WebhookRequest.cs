namespace Mlops.Tracking.Webhooks;

/// <summary>A <c>createWebhook</c> or <c>updateWebhook</c> request as the caller sent it.</summary>
/// <param name="Name">1 to 63 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; empty or null to keep it.</param>
/// <param name="Description">Text for people; empty or null to keep it.</param>
/// <param name="Url">Where events are posted to; empty or null to keep it.</param>
/// <param name="Events">What it is told of; empty to keep them.</param>
/// <param name="Secret">Signs what is posted; empty or null to keep it.</param>
/// <param name="Status">Whether it is told anything; null to keep it, and for active.</param>
internal sealed record WebhookRequest(
    string? Name, string? Description, string? Url, IReadOnlyList<WebhookEvent> Events, string? Secret, WebhookStatus? Status)
{
    /// <summary>The request without its secret.</summary>
    public override string ToString() => $"{nameof(WebhookRequest)} {{ {nameof(Name)} = {Name}, {nameof(Status)} = {Status} }}";
}
