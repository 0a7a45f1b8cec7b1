using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// The secret of a personal token: a prefix that scanners of leaked secrets can look for, and 256 random bits. So many bits need no slow
/// hash.
/// </summary>
internal static class TokenSecret
{
    public const string Prefix = "mlops_pat_";
    private const int RandomBytes = 32;
    private const int Length = 10 + 43;

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Whether a text has the form of a secret; others are not looked up.</summary>
    public static bool IsOne(string text) => text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
