using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Import.Mlflow;

/// <summary>
/// The key under which MLflow keeps the secrets of webhooks: Fernet, which is AES-128-CBC under HMAC-SHA256
/// (https://github.com/fernet/spec).
/// </summary>
internal sealed class FernetKey
{
    /// <summary>The variable of the environment that holds it for MLflow's server.</summary>
    public const string Variable = "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY";

    private const byte Version = 0x80;
    private const int HalfSize = 16;
    private const int TagSize = 32;
    private const int HeaderSize = 1 + sizeof(long);
    private readonly byte[] _signing;
    private readonly byte[] _encryption;

    private FernetKey(byte[] key) => (_signing, _encryption) = (key[..HalfSize], key[HalfSize..]);

    /// <summary>Reads the key's text: base64 for URLs of 32 bytes.</summary>
    /// <exception cref="ImportException">It is none.</exception>
    public static FernetKey Parse(string text) => Decode(text.Trim()) is { Length: 2 * HalfSize } key
        ? new FernetKey(key)
        : throw new ImportException($"{Variable} is no key: it must be the base64 for URLs of {2 * HalfSize} bytes.");

    /// <summary>Decrypts a text; null where it was not encrypted under this key.</summary>
    public string? Open(string token)
    {
        if (Decode(token) is not { Length: >= HeaderSize + HalfSize + TagSize } bytes || bytes[0] != Version || BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1)) < 0)
        {
            return null;
        }

        var signed = bytes.AsSpan(..^TagSize);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_signing, signed), bytes.AsSpan(^TagSize..)))
        {
            return null;
        }

        using var cipher = Aes.Create();
        cipher.Key = _encryption;
        try
        {
            return Encoding.UTF8.GetString(cipher.DecryptCbc(signed[(HeaderSize + HalfSize)..], signed.Slice(HeaderSize, HalfSize)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
