using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// A password hash as MLflow's server keeps it, by Python's werkzeug: <c>scrypt:32768:8:1$salt$hex</c> or
/// <c>pbkdf2:sha256:600000$salt$hex</c>. One that would cost more than a sign-in may is none.
/// </summary>
internal sealed class WerkzeugHash
{
    private const int MaxScryptBytes = 64 << 20;
    private const int MaxScryptLanes = 4;
    private const int MaxIterations = 2_000_000;
    private const int MaxLength = 64;
    private readonly Func<byte[], byte[]> _derive;
    private readonly byte[] _expected;

    private WerkzeugHash(Func<byte[], byte[]> derive, byte[] expected) => (_derive, _expected) = (derive, expected);

    /// <summary>Reads a hash.</summary>
    /// <returns>Null for any other text.</returns>
    public static WerkzeugHash? Parse(string text)
    {
        if (text.Split('$') is not [var method, { Length: > 0 } salt, { Length: > 0 and <= 2 * MaxLength } hex]
            || hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var (salted, expected) = (Encoding.UTF8.GetBytes(salt), Convert.FromHexString(hex));
        return method.Split(':') switch
        {
            ["scrypt", var n, var r, var p] when Number(n) is { } cost && Number(r) is { } blockSize && Number(p) is { } lanes
                && cost > 1 && (cost & (cost - 1)) == 0 && 128L * cost * blockSize <= MaxScryptBytes && lanes <= MaxScryptLanes
                => new(password => Scrypt.Derive(password, salted, cost, blockSize, lanes, expected.Length), expected),
            ["pbkdf2", var name, var count] when Algorithm(name) is { } algorithm && Number(count) is { } iterations and <= MaxIterations
                => new(password => Rfc2898DeriveBytes.Pbkdf2(password, salted, iterations, algorithm, expected.Length), expected),
            _ => null,
        };
    }

    /// <summary>Whether it is the hash of a password.</summary>
    public bool IsOf(string password) => CryptographicOperations.FixedTimeEquals(_derive(Encoding.UTF8.GetBytes(password)), _expected);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static HashAlgorithmName? Algorithm(string name) => name switch
    {
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
