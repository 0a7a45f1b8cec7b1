namespace Mlops.Tracking.Webhooks;

/// <summary>Encrypts the secrets of webhooks, so that no store holds them readable.</summary>
internal interface IWebhookSecrets
{
    /// <summary>Encrypts a secret.</summary>
    /// <param name="webhookId">Whose it is; the text can be read for this webhook only.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A text to store.</returns>
    ValueTask<string> ProtectAsync(string webhookId, string secret, CancellationToken cancellationToken);

    /// <summary>Decrypts a secret.</summary>
    /// <param name="webhookId">Whose it is.</param>
    /// <param name="protectedSecret">The stored text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The secret, or null where no key fits.</returns>
    ValueTask<string?> RevealAsync(string webhookId, string protectedSecret, CancellationToken cancellationToken);
}
