namespace Mlops.Storage.Relational;

/// <summary>A condition on many texts at once.</summary>
internal static class TextList
{
    /// <summary>The right-hand side for a column, and the values of all parameters.</summary>
    /// <param name="texts">At least one text.</param>
    /// <param name="before">The values of the parameters that come before.</param>
    public static (string Where, object?[] Parameters) Of(IReadOnlyList<string> texts, params ReadOnlySpan<object?> before)
    {
        // Padded to a power of two, so that there are few statements to prepare.
        var count = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)texts.Count);
        var parameters = new object?[before.Length + count];
        before.CopyTo(parameters);
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            parameters[before.Length + i] = texts[Math.Min(i, texts.Count - 1)];
            names[i] = ParameterNames.At(before.Length + i);
        }

        return ($"IN ({string.Join(", ", names)})", parameters);
    }
}
