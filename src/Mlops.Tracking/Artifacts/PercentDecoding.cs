using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// Undoes percent-encoding: strictly, as the name of something is read, or as leniently as any reader might, to judge what it could mean.
/// </summary>
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

                var value = (byte)Byte(text, i);
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

    /// <summary>Decodes the escapes of UTF-8 once; fails on an escape that is none of a character.</summary>
    public static bool TryOnce(string text, [NotNullWhen(true)] out string? decoded) => TryOnce(text, keepControls: false, out decoded);

    /// <summary>
    /// Decodes once, overlong forms too (<c>%c0%ae</c> for a dot), which careless readers take. Other bytes are no characters.
    /// </summary>
    public static string OnceLeniently(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (!IsEscape(text, i))
            {
                result.Append(text[i++]);
                continue;
            }

            var lead = Byte(text, i);
            i += 3;
            var following = lead switch { >= 0xf0 and < 0xf8 => 3, >= 0xe0 and < 0xf0 => 2, >= 0xc0 and < 0xe0 => 1, _ => 0 };
            var value = following == 0 ? lead : lead & (0x3f >> following);
            var next = i;
            while (following > 0 && next < text.Length && IsEscape(text, next) && (Byte(text, next) & 0xc0) == 0x80)
            {
                value = (value << 6) | (Byte(text, next) & 0x3f);
                next += 3;
                following--;
            }

            if (following == 0 && (value < 0x80 || next > i) && Rune.IsValid(value))
            {
                i = next;
                result.Append(new Rune(value).ToString());
            }
            else
            {
                result.Append('\ufffd');
            }
        }

        return result.ToString();
    }

    /// <summary>Decodes once as Python's <c>unquote</c> does: U+FFFD stands for what is no UTF-8.</summary>
    public static string OnceAsPython(string text)
    {
        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
            {
                bytes.Add((byte)Byte(text, i));
                i += 2;
                continue;
            }

            result.Append(Encoding.UTF8.GetString([.. bytes])).Append(text[i]);
            bytes.Clear();
        }

        return result.Append(Encoding.UTF8.GetString([.. bytes])).ToString();
    }

    /// <summary>The text without its escapes of ASCII control characters: what a reader sees that drops such characters.</summary>
    public static string WithoutControlEscapes(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i) && IsControl(Byte(text, i)))
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

    /// <summary>Whether every <c>%</c> of a text begins an escape.</summary>
    public static bool IsEncoded(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (!IsEscape(text, i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEscape(string text, int at) =>
        text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static int Byte(string text, int at) => (Nibble(text[at + 1]) << 4) | Nibble(text[at + 2]);

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
