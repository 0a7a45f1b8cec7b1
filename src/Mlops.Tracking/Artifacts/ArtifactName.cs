using System.Text;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// Tells whether one name of a path may be stored as it stands. It may not lead elsewhere on any system, nor for a reader that undoes
/// percent-encoding, however often, or that drops control characters, as URL parsers do.
/// </summary>
internal static class ArtifactName
{
    private const int MaxRounds = 10;

    public static bool IsSafe(string name) =>
        !name.AsSpan().ContainsAny('#', '\\')
        && !name.Any(char.IsControl)
        && !HasLoneSurrogate(name)
        && StaysInside(name)
        && (!name.Contains('%') || StaysInsideDecoded(name));

    /// <summary>
    /// Whether a text has a parent segment; <c>;</c> and <c>?</c> end a segment for parsers that know URL parameters and queries.
    /// </summary>
    public static bool HasParentSegment(string text)
    {
        foreach (var part in text.AsSpan().SplitAny('/', '\\', ';', '?', '&', '='))
        {
            if (text.AsSpan(part).Trim() is "..")
            {
                return true;
            }
        }

        return false;
    }

    private static bool StaysInside(string text) =>
        !(text.StartsWith('/') || text.StartsWith('\\')) && !IsDrive(text) && !HasParentSegment(text);

    /// <summary>The same of every text that decoding makes of a name.</summary>
    private static bool StaysInsideDecoded(string name)
    {
        var text = name;
        for (var round = 0; round < MaxRounds; round++)
        {
            var decoded = PercentDecoding.OnceLeniently(text);
            var dropped = WithoutControls(decoded);
            if (!StaysInside(decoded) || !StaysInside(dropped))
            {
                return false;
            }

            if (dropped == text)
            {
                return true;
            }

            text = dropped;
        }

        return false;
    }

    /// <summary>A drive of Windows with the path on it, if any; <c>x:y</c> is a name.</summary>
    private static bool IsDrive(string text) =>
        text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]) && (text.Length == 2 || text[2] is '/' or '\\');

    private static string WithoutControls(string text) => text.Any(char.IsControl) ? string.Concat(text.Where(static c => !char.IsControl(c))) : text;

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
