using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>What every filter and <c>order_by</c> clause must satisfy before it is read.</summary>
internal static class SearchText
{
    public const int LengthLimit = 100_000;

    /// <exception cref="MlflowException">The text is too long or cannot be stored or compared by every database.</exception>
    public static void Check(ReadOnlySpan<char> text, string field)
    {
        if (text.Length > LengthLimit)
        {
            throw MlflowException.InvalidParameterValue($"Invalid {field}: its length of {text.Length} characters exceeds the limit of {LengthLimit}.");
        }

        if (text.Contains('\0') || HasUnpairedSurrogate(text))
        {
            throw MlflowException.InvalidParameterValue($"Invalid {field}: it contains a NUL character or an unpaired surrogate.");
        }
    }

    private static bool HasUnpairedSurrogate(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }
}
