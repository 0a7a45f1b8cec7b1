namespace Mlops.Hosting.Webhooks;

/// <summary>How one attempt to deliver went.</summary>
/// <param name="Status">The receiver's HTTP status, if it answered.</param>
/// <param name="Body">What it answered, where that was asked for.</param>
/// <param name="Failure">Why it is not delivered, in words without address or content; null when it is.</param>
/// <param name="MayRetry">Whether another attempt could go better.</param>
/// <param name="RetryAfter">How long the receiver asks to wait.</param>
internal sealed record WebhookAttempt(int? Status, string? Body, string? Failure, bool MayRetry, TimeSpan? RetryAfter)
{
    public static WebhookAttempt Failed(string reason, bool mayRetry) => new(null, null, reason, mayRetry, null);
}
