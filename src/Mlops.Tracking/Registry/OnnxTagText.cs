using System.Text;

namespace Mlops.Tracking.Registry;

/// <summary>Makes text from a model file fit to be kept: bounded, and without characters that databases or terminals choke on.</summary>
internal static class OnnxTagText
{
    public static string Clean(string text, int maxLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                clean.Length = Math.Min(clean.Length, maxLength - 1);
                if (char.IsHighSurrogate(clean[^1]))
                {
                    clean.Length--;
                }

                return clean.Append('…').ToString();
            }

            clean.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return clean.ToString();
    }
}
