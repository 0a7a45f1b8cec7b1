using Microsoft.Extensions.Options;
using Mlops.Tracking.Keys;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>Encrypts under the operator's keys, or under a key that all hosts share by the database.</summary>
internal sealed class WebhookSecretBox(IOptions<WebhookOptions> options, IServerKeys serverKeys) : IWebhookSecrets
{
    private readonly byte[][] _configured = [.. options.Value.EncryptionKeys.Select(Convert.FromBase64String)];

    public async ValueTask<string> ProtectAsync(string webhookId, string secret, CancellationToken cancellationToken) => WebhookSecretCipher.Seal(
        _configured.Length > 0 ? _configured[0] : await serverKeys.GetAsync(WebhookSecretCipher.KeyPurpose, cancellationToken), webhookId, secret);

    public async ValueTask<string?> RevealAsync(string webhookId, string protectedSecret, CancellationToken cancellationToken)
    {
        foreach (var key in _configured)
        {
            if (WebhookSecretCipher.Open(key, webhookId, protectedSecret) is { } secret)
            {
                return secret;
            }
        }

        // What was protected before an operator set keys stays readable.
        return WebhookSecretCipher.Open(await serverKeys.GetAsync(WebhookSecretCipher.KeyPurpose, cancellationToken), webhookId, protectedSecret);
    }
}
