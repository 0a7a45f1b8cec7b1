using System.Text;

namespace Mlops.Storage.Relational;

/// <summary>
/// Makes one text of those that differ in case alone: each character by itself, the same way on every engine, whatever its version and
/// locale. What ASCII has the engines' <c>lower</c> does.
/// </summary>
internal static class CaseFolding
{
    /// <summary>All characters beyond ASCII that folding changes, and what it makes of them, at the same places.</summary>
    public static (string From, string To) Letters { get; } = FindLetters();

    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            folded.Append(Fold(rune).ToString());
        }

        return folded.ToString();
    }

    // By way of upper case, where both kinds of a small sigma are one letter.
    private static Rune Fold(Rune rune) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));

    private static (string From, string To) FindLetters()
    {
        var (from, to) = (new StringBuilder(), new StringBuilder());
        for (var code = 0x80; code < 0x20000; code++)
        {
            if (Rune.IsValid(code) && new Rune(code) is var rune && Fold(rune) is var folded && folded != rune)
            {
                from.Append(rune.ToString());
                to.Append(folded.ToString());
            }
        }

        return (from.ToString(), to.ToString());
    }
}
