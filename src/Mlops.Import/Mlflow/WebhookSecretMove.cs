using Mlops.Tracking.Webhooks;

namespace Mlops.Import.Mlflow;

/// <summary>
/// Takes secrets of webhooks from MLflow's key to the one that all hosts share by the database, which they read whatever keys of their
/// own they have.
/// </summary>
/// <param name="from">MLflow's key.</param>
/// <param name="to">The key of the new database.</param>
internal sealed class WebhookSecretMove(FernetKey from, byte[] to)
{
    /// <summary>
    /// A secret as hosts store it; null where MLflow encrypted it under another key, as it does without one at each start.
    /// </summary>
    public string? Move(string webhookId, string token) => from.Open(token) is { } secret ? WebhookSecretCipher.Seal(to, webhookId, secret) : null;
}
