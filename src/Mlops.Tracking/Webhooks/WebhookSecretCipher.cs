using System.Security.Cryptography;
using System.Text;

namespace Mlops.Tracking.Webhooks;

/// <summary>
/// Secrets of webhooks as they are stored: AES-256-GCM. The webhook's id is authenticated with the secret, so that a stored secret is of no
/// use to another webhook.
/// </summary>
internal static class WebhookSecretCipher
{
    /// <summary>What the key that all hosts share by the database is called (<see cref="Keys.IServerKeys"/>).</summary>
    public const string KeyPurpose = "webhook-secrets";

    private const string Version = "1.";
    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Encrypts a secret.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="webhookId">Whose it is.</param>
    /// <param name="secret">The secret.</param>
    /// <returns>A text to store, another one each time.</returns>
    public static string Seal(byte[] key, string webhookId, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(webhookId));
        return Version + Convert.ToBase64String(box);
    }

    /// <summary>Decrypts a secret.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="webhookId">Whose it is.</param>
    /// <param name="sealedSecret">The stored text.</param>
    /// <returns>The secret, or null where key and webhook do not fit or the text is none of ours.</returns>
    public static string? Open(byte[] key, string webhookId, string sealedSecret)
    {
        if (Unpack(sealedSecret) is not { } box)
        {
            return null;
        }

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

    private static byte[]? Unpack(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var box = new byte[text.Length];
        return text.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Version.Length..], box, out var length) && length >= NonceSize + TagSize
            ? box[..length]
            : null;
    }
}
