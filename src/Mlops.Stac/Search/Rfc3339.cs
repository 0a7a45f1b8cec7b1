using System.Globalization;
using System.Text.RegularExpressions;

namespace Mlops.Stac.Search;

/// <summary>
/// RFC 3339 date-times, strictly: date, <c>T</c> and time with an offset (<c>Z</c> or <c>±hh:mm</c>); <c>t</c> and <c>z</c> may be lower
/// case, seconds may have 1 to 9 fraction digits (those past 100 ns are cut) and may be a leap second :60 at the end of a UTC day.
/// </summary>
public static partial class Rfc3339
{
    /// <summary>Reads one instant.</summary>
    /// <param name="text">The text; nothing may stand before or after the instant.</param>
    /// <param name="instant">The instant in UTC.</param>
    /// <returns>Whether the text is an RFC 3339 date-time within the years 0001 to 9999.</returns>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || text.Length > 40 || Shape().Match(text) is not { Success: true } match)
        {
            return false;
        }

        int Part(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

        var (year, month, day, hour, minute, second) = (Part(1), Part(2), Part(3), Part(4), Part(5), Part(6));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        var local = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Unspecified).Ticks;
        var offset = 0L;
        if (match.Groups[8].Success)
        {
            var (hours, minutes) = (Part(9), Part(10));
            if (hours > 23 || minutes > 59)
            {
                return false;
            }

            offset = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute * (match.Groups[8].ValueSpan[0] == '-' ? -1 : 1);
        }

        var utc = local - offset;
        if (second == 60)
        {
            // RFC 3339 section 5.7: a leap second only ever ends a UTC day; it counts as the first instant of the next one.
            utc += TimeSpan.TicksPerSecond;
            if (utc % TimeSpan.TicksPerDay != 0)
            {
                return false;
            }
        }

        if (match.Groups[7].Success && second != 60)
        {
            utc += long.Parse(match.Groups[7].Value.PadRight(7, '0').AsSpan(0, 7), CultureInfo.InvariantCulture);
        }

        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    /// <summary>Writes one instant in UTC with <c>Z</c> and as many fraction digits as it needs.</summary>
    /// <param name="instant">The instant.</param>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
