namespace Mlops.Tracking.Webhooks;

/// <summary>A kind of event that a webhook can be told of (MLflow's <c>WebhookEvent</c>).</summary>
/// <param name="Entity">What it is about.</param>
/// <param name="Action">What happened to it.</param>
internal sealed record WebhookEvent(WebhookEntity Entity, WebhookAction Action)
{
    /// <summary>The event as payloads and people name it, such as <c>model_version.created</c>.</summary>
    public override string ToString() => $"{WebhookNames.Of(Entity)}.{WebhookNames.Of(Action)}";
}
