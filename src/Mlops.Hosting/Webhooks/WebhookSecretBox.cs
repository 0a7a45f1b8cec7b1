using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Keys;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>
/// AES-256-GCM under the operator's keys, or under a key that all hosts share by the database. The webhook's id is authenticated with the
/// secret, so that a stored secret is of no use to another webhook.
/// </summary>
internal sealed class WebhookSecretBox(IOptions<WebhookOptions> options, IServerKeys serverKeys) : IWebhookSecrets
{
    private const string Purpose = "webhook-secrets";
    private const string Version = "1.";
    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;
    private readonly byte[][] _configured = [.. options.Value.EncryptionKeys.Select(Convert.FromBase64String)];

    public async ValueTask<string> ProtectAsync(string webhookId, string secret, CancellationToken cancellationToken)
    {
        var key = _configured.Length > 0 ? _configured[0] : await serverKeys.GetAsync(Purpose, cancellationToken);
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(webhookId));
        return Version + Convert.ToBase64String(box);
    }

    public async ValueTask<string?> RevealAsync(string webhookId, string protectedSecret, CancellationToken cancellationToken)
    {
        if (Unpack(protectedSecret) is not { } box)
        {
            return null;
        }

        foreach (var key in _configured)
        {
            if (TryOpen(key, box, webhookId) is { } secret)
            {
                return secret;
            }
        }

        // What was protected before an operator set keys stays readable.
        return TryOpen(await serverKeys.GetAsync(Purpose, cancellationToken), box, webhookId);
    }

    private static byte[]? Unpack(string text)
    {
        var box = new byte[text.Length];
        return text.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Version.Length..], box, out var length) && length >= NonceSize + TagSize
            ? box[..length]
            : null;
    }

    private static string? TryOpen(byte[] key, byte[] box, string webhookId)
    {
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(
                box.AsSpan(0, NonceSize), box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(webhookId));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
