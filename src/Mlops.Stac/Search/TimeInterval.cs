namespace Mlops.Stac.Search;

/// <summary>A closed interval of time in UTC; an instant is one whose ends are equal.</summary>
/// <param name="Start">The first instant, or null for open.</param>
/// <param name="End">The last instant, or null for open.</param>
public readonly record struct TimeInterval(DateTimeOffset? Start, DateTimeOffset? End)
{
    /// <summary>
    /// Reads the <c>datetime</c> parameter of OGC API Features: an instant, or <c>start/end</c> where one side (not both) may be
    /// <c>..</c> or empty.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="error">Why it is refused, without the field's name.</param>
    public static bool TryParse(string? text, out TimeInterval interval, out string? error)
    {
        interval = default;
        error = null;
        var parts = (text ?? "").Split('/', 3);
        if (parts.Length > 2)
        {
            error = "has more than two parts";
            return false;
        }

        if (parts.Length == 1)
        {
            if (!Rfc3339.TryParse(parts[0], out var instant))
            {
                error = "is not an RFC 3339 date and time with an offset";
                return false;
            }

            interval = new(instant, instant);
            return true;
        }

        if (!TrySide(parts[0], out var start) || !TrySide(parts[1], out var end))
        {
            error = "has a side that is neither an RFC 3339 date and time with an offset nor '..' nor empty";
            return false;
        }

        if (start is null && end is null)
        {
            error = "is open on both sides";
            return false;
        }

        if (start > end)
        {
            error = "ends before it starts";
            return false;
        }

        interval = new(start, end);
        return true;
    }

    /// <summary>Whether the two intervals share an instant.</summary>
    /// <param name="other">The other interval.</param>
    public bool Intersects(TimeInterval other) => !(Start > other.End) && !(End < other.Start);

    private static bool TrySide(string text, out DateTimeOffset? side)
    {
        side = null;
        if (text is "" or "..")
        {
            return true;
        }

        var known = Rfc3339.TryParse(text, out var instant);
        side = instant;
        return known;
    }
}
