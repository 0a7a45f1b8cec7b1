using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Catalog.Readme;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Items;

/// <summary>
/// An item's time (STAC common metadata, date and time): <c>extent.temporal</c>, else <c>start_datetime</c> with <c>end_datetime</c>, else
/// <c>datetime</c>, else from the project's making to its last activity. An interval of no length is an instant. Instants are whole
/// milliseconds, since JavaScript's dates hold no more.
/// </summary>
internal static partial class ItemTimes
{
    /// <summary>The start of an interval that is open at its beginning: STAC's items need both ends.</summary>
    public static readonly DateTimeOffset Beginning = new(1, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The end of an interval that is open at its end.</summary>
    public static readonly DateTimeOffset End = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private const string Extent = "extent.temporal";

    public static TimeInterval Of(ReadmeMetadata readme, DateTimeOffset created, DateTimeOffset updated, MetadataWarnings warnings)
    {
        return FromExtent(readme, warnings)
            ?? FromBounds(readme, warnings)
            ?? FromInstant(readme, warnings)
            ?? (created <= updated ? new(Cut(created), Cut(updated)) : new(Cut(updated), Cut(updated)));
    }

    /// <summary>
    /// What stands as <c>datetime</c> beside an interval, by which clients sort: the README's own, else the last activity, moved into the
    /// interval.
    /// </summary>
    public static DateTimeOffset Nominal(TimeInterval interval, ReadmeMetadata readme, DateTimeOffset updated)
    {
        var nominal = readme.Properties.TryGetValue("datetime", out var given) && TryRead(given, false, out var own) ? own : Cut(updated);
        return nominal < interval.Start ? interval.Start.Value : nominal > interval.End ? interval.End.Value : nominal;
    }

    /// <summary>The instant in UTC without what is less than a millisecond.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>Reads a time as YAML gives it: a text, or a number of four digits, which is a year.</summary>
    public static bool TryRead(JsonElement value, bool isEnd, out DateTimeOffset instant)
    {
        instant = default;
        return value.ValueKind switch
        {
            JsonValueKind.String => TryRead(value.GetString()!.Trim(), isEnd, out instant),
            JsonValueKind.Number => Year().IsMatch(value.GetRawText()) && TryRead(value.GetRawText(), isEnd, out instant),
            _ => false,
        };
    }

    /// <summary>
    /// RFC 3339; a date, a month or a year, which as an end lasts to its last second; a timestamp of YAML (blank for the <c>T</c>, blank
    /// before the zone, short zone, no seconds); without a zone it is UTC.
    /// </summary>
    public static bool TryRead(string text, bool isEnd, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length > 60)
        {
            return false;
        }

        if (Period().Match(text) is { Success: true } period)
        {
            return TryPeriod(period, isEnd, out instant);
        }

        if (Timestamp().Match(text) is not { Success: true } match)
        {
            return false;
        }

        string Two(string group) => match.Groups[group].Value.PadLeft(2, '0');

        var fraction = match.Groups["fraction"].Value is { Length: > 0 } digits ? $".{(digits.Length > 9 ? digits[..9] : digits)}" : "";
        var seconds = match.Groups["second"].Success ? Two("second") : "00";
        var zone = match.Groups["sign"].Success
            ? $"{match.Groups["sign"].Value}{Two("hours")}:{(match.Groups["minutes"].Success ? Two("minutes") : "00")}"
            : "Z";
        if (!Rfc3339.TryParse($"{match.Groups["date"].Value}T{Two("hour")}:{Two("minute")}:{seconds}{fraction}{zone}", out instant))
        {
            return false;
        }

        instant = Cut(instant);
        return true;
    }

    private static bool TryPeriod(Match period, bool isEnd, out DateTimeOffset instant)
    {
        instant = default;
        int Part(int group, int absent) => period.Groups[group].Success ? int.Parse(period.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : absent;

        var year = Part(1, 0);
        var month = Part(2, isEnd ? 12 : 1);
        if (year < 1 || month is < 1 or > 12)
        {
            return false;
        }

        var day = Part(3, isEnd ? DateTime.DaysInMonth(year, month) : 1);
        if (day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        instant = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).AddSeconds(isEnd ? 86_399 : 0);
        return true;
    }

    private static TimeInterval? FromExtent(ReadmeMetadata readme, MetadataWarnings warnings)
    {
        if (readme.TemporalExtent is not { } extent)
        {
            return null;
        }

        if (extent.ValueKind == JsonValueKind.Array && extent.GetArrayLength() == 1 && extent[0].ValueKind == JsonValueKind.Array)
        {
            // As a collection writes it: a list of intervals.
            extent = extent[0];
        }

        if (extent.ValueKind != JsonValueKind.Array || extent.GetArrayLength() != 2)
        {
            warnings.Add(Extent, "is not a list of start and end");
            return null;
        }

        if (!TrySide(extent[0], false, out var start) || !TrySide(extent[1], true, out var end))
        {
            warnings.Add(Extent, "has a side that is not a date and time");
            return null;
        }

        return Interval(Extent, start, end, warnings);
    }

    private static bool TrySide(JsonElement side, bool isEnd, out DateTimeOffset? instant)
    {
        instant = null;
        if (side.ValueKind == JsonValueKind.Null || (side.ValueKind == JsonValueKind.String && side.GetString()!.Trim() is ".." or ""))
        {
            return true;
        }

        var isTime = TryRead(side, isEnd, out var known);
        instant = known;
        return isTime;
    }

    private static TimeInterval? Interval(string field, DateTimeOffset? start, DateTimeOffset? end, MetadataWarnings warnings)
    {
        if (start is null && end is null)
        {
            warnings.Add(field, "is open on both sides");
            return null;
        }

        if (start > end)
        {
            warnings.Add(field, "ends before it starts");
            return null;
        }

        if (end is null)
        {
            warnings.Add(field, "has no end; STAC knows no open intervals, so the item says 9999-12-31");
        }
        else if (start is null)
        {
            warnings.Add(field, "has no start; STAC knows no open intervals, so the item says 0001-01-01");
        }

        return new(start ?? Beginning, end ?? End);
    }

    private static TimeInterval? FromBounds(ReadmeMetadata readme, MetadataWarnings warnings)
    {
        var start = Property(readme, "start_datetime", false, warnings);
        var end = Property(readme, "end_datetime", true, warnings);
        return start is null && end is null ? null : Interval(start is null ? "end_datetime" : "start_datetime", start, end, warnings);
    }

    private static TimeInterval? FromInstant(ReadmeMetadata readme, MetadataWarnings warnings) =>
        Property(readme, "datetime", false, warnings) is { } instant ? new(instant, instant) : null;

    private static DateTimeOffset? Property(ReadmeMetadata readme, string name, bool isEnd, MetadataWarnings warnings)
    {
        if (!readme.Properties.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (TryRead(value, isEnd, out var instant))
        {
            return instant;
        }

        warnings.Add(name, "is not a date and time");
        return null;
    }

    [GeneratedRegex(@"^[0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex(@"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Period();

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|[ \t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]*))?)?"
        + @"[ \t]*(?:[Zz]|(?<sign>[+-])(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{2}))?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
