namespace Mlops.Tracking.Artifacts;

/// <summary>A part of a file, as a byte range of HTTP names it (RFC 9110, section 14.1.2).</summary>
public readonly record struct ArtifactRange
{
    private readonly long? first;
    private readonly long? last;

    private ArtifactRange(long? first, long? last)
    {
        this.first = first;
        this.last = last;
    }

    /// <summary>From a byte on: <c>bytes=first-</c>.</summary>
    /// <param name="first">The offset of the first byte, from 0.</param>
    public static ArtifactRange From(long first)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return new ArtifactRange(first, null);
    }

    /// <summary>From one byte to another, both included: <c>bytes=first-last</c>.</summary>
    /// <param name="first">The offset of the first byte, from 0.</param>
    /// <param name="last">The offset of the last byte; an offset beyond the end means the end.</param>
    public static ArtifactRange Between(long first, long last)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        return new ArtifactRange(first, last);
    }

    /// <summary>The end of the file: <c>bytes=-count</c>.</summary>
    /// <param name="count">How many bytes; all of a shorter file.</param>
    public static ArtifactRange Last(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new ArtifactRange(null, count);
    }

    /// <summary>The part of a file of a given length that this range names.</summary>
    /// <param name="total">The length of the file in bytes.</param>
    /// <returns>Offset and length in bytes; the length is 0 when the range lies outside the file.</returns>
    public (long Offset, long Length) Within(long total)
    {
        if (first is not { } from)
        {
            var count = Math.Min(last ?? total, total);
            return (total - count, count);
        }

        return from >= total ? (total, 0) : (from, Math.Min(last ?? long.MaxValue, total - 1) - from + 1);
    }
}
