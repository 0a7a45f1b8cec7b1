using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Mlops.Tracking.Artifacts;

/// <summary>Undoes percent-encoding until nothing changes, so that no encoding of a bad path gets past the checks.</summary>
internal static class PercentDecoding
{
    private const int MaxRounds = 10;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Decodes at most ten times. Escapes of ASCII control characters stay escaped, as MLflow keeps them.
    /// Fails on escapes that are not UTF-8 (overlong dots, say) and on text that is still changing after ten rounds.
    /// </summary>
    public static bool TryUntilStable(string text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = text;
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = decoded;
            if (!TryOnce(before, keepControls: true, out decoded))
            {
                return false;
            }

            if (decoded == before)
            {
                return true;
            }
        }

        decoded = null;
        return false;
    }

    /// <summary>Decodes once; with <paramref name="keepControls"/> an escaped ASCII control character keeps its escape.</summary>
    public static bool TryOnce(string text, bool keepControls, [NotNullWhen(true)] out string? decoded)
    {
        decoded = text;
        if (!text.Contains('%'))
        {
            return true;
        }

        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        try
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (!IsEscape(text, i))
                {
                    Flush(result, bytes);
                    result.Append(text[i]);
                    continue;
                }

                var value = (byte)((Nibble(text[i + 1]) << 4) | Nibble(text[i + 2]));
                if (keepControls && IsControl(value))
                {
                    Flush(result, bytes);
                    result.Append(text, i, 3);
                }
                else
                {
                    bytes.Add(value);
                }

                i += 2;
            }

            Flush(result, bytes);
        }
        catch (DecoderFallbackException)
        {
            decoded = null;
            return false;
        }

        decoded = result.ToString();
        return true;
    }

    /// <summary>The text without its escapes of ASCII control characters: what a reader sees that drops such characters.</summary>
    public static string WithoutControlEscapes(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i) && IsControl((Nibble(text[i + 1]) << 4) | Nibble(text[i + 2])))
            {
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static bool IsEscape(string text, int at) =>
        text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static bool IsControl(int value) => value is < 0x20 or 0x7f;

    private static int Nibble(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static void Flush(StringBuilder result, List<byte> bytes)
    {
        if (bytes.Count > 0)
        {
            result.Append(StrictUtf8.GetString([.. bytes]));
            bytes.Clear();
        }
    }
}
