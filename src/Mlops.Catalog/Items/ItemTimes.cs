using System.Globalization;
using System.Text.Json;
using Mlops.Catalog.Readme;
using Mlops.Catalog.Search;

namespace Mlops.Catalog.Items;

/// <summary>
/// An item's time (STAC common metadata, date and time): <c>extent.temporal</c>, else <c>start_datetime</c> with <c>end_datetime</c>, else
/// <c>datetime</c>, else from the project's making to its last activity. An interval of no length is an instant.
/// </summary>
internal static class ItemTimes
{
    private static readonly string[] s_localForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    public static TimeInterval Of(ReadmeMetadata readme, DateTimeOffset created, DateTimeOffset updated, MetadataWarnings warnings)
    {
        return FromExtent(readme, created, updated, warnings)
            ?? FromBounds(readme, warnings)
            ?? FromInstant(readme, warnings)
            ?? (created <= updated ? new(created, updated) : new(updated, updated));
    }

    /// <summary>RFC 3339, or a date, or a date and time without offset, which is UTC; a date as an end lasts to its last second.</summary>
    public static bool TryRead(string text, bool isEnd, out DateTimeOffset instant)
    {
        if (Rfc3339.TryParse(text, out instant))
        {
            return true;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out instant))
        {
            instant = isEnd ? instant.AddDays(1).AddSeconds(-1) : instant;
            return true;
        }

        // YAML's own timestamps may have a space for the T.
        return DateTimeOffset.TryParseExact(text, s_localForms, CultureInfo.InvariantCulture, Utc, out instant)
            || (text.Length > 10 && text[10] == ' ' && Rfc3339.TryParse($"{text[..10]}T{text[11..].TrimStart()}", out instant));
    }

    private static TimeInterval? FromExtent(ReadmeMetadata readme, DateTimeOffset created, DateTimeOffset updated, MetadataWarnings warnings)
    {
        const string Field = "extent.temporal";
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
            warnings.Add(Field, "is not a list of start and end");
            return null;
        }

        if (!TrySide(extent[0], false, created, out var start) || !TrySide(extent[1], true, updated, out var end))
        {
            warnings.Add(Field, "has a side that is not a date and time");
            return null;
        }

        if (start > end)
        {
            warnings.Add(Field, "ends before it starts");
            return null;
        }

        return new(start, end);
    }

    // An open side is closed with what is known of the project: items have no open intervals.
    private static bool TrySide(JsonElement side, bool isEnd, DateTimeOffset open, out DateTimeOffset instant)
    {
        instant = open;
        return side.ValueKind == JsonValueKind.Null
            || (side.ValueKind == JsonValueKind.String && (side.GetString() is ".." or "" || TryRead(side.GetString()!.Trim(), isEnd, out instant)));
    }

    private static TimeInterval? FromBounds(ReadmeMetadata readme, MetadataWarnings warnings)
    {
        var start = Property(readme, "start_datetime", false, warnings);
        var end = Property(readme, "end_datetime", true, warnings);
        if (start is null && end is null)
        {
            return null;
        }

        if (start is null || end is null || start > end)
        {
            warnings.Add("start_datetime", "needs an end_datetime that is not before it");
            return null;
        }

        return new(start, end);
    }

    private static TimeInterval? FromInstant(ReadmeMetadata readme, MetadataWarnings warnings) =>
        Property(readme, "datetime", false, warnings) is { } instant ? new(instant, instant) : null;

    private static DateTimeOffset? Property(ReadmeMetadata readme, string name, bool isEnd, MetadataWarnings warnings)
    {
        if (!readme.Properties.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TryRead(value.GetString()!.Trim(), isEnd, out var instant))
        {
            return instant;
        }

        warnings.Add(name, "is not a date and time");
        return null;
    }
}
