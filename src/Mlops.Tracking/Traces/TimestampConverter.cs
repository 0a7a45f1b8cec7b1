using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Tracking.Traces;

/// <summary>
/// Milliseconds since the Unix epoch as protobuf's <c>Timestamp</c> in JSON: RFC 3339 in UTC, with a fraction only where it needs one.
/// </summary>
internal sealed class TimestampConverter : JsonConverter<long>
{
    private const long FirstMillisecond = -62_135_596_800_000;
    private const long LastMillisecond = 253_402_300_799_999;

    /// <summary>Reads a timestamp; finer parts than milliseconds are dropped.</summary>
    /// <param name="text">RFC 3339, with any offset.</param>
    /// <param name="milliseconds">Milliseconds since the Unix epoch.</param>
    /// <returns>Whether the text is a timestamp between the years 1 and 9999.</returns>
    public static bool TryParse(string? text, out long milliseconds)
    {
        milliseconds = 0;
        if (text is not { Length: >= 20 and <= 40 } || text[10] is not ('T' or 't')
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return false;
        }

        milliseconds = time.ToUnixTimeMilliseconds();
        return true;
    }

    /// <summary>Whether a number of milliseconds can be written as a timestamp.</summary>
    /// <param name="milliseconds">Milliseconds since the Unix epoch.</param>
    public static bool IsWritable(long milliseconds) => milliseconds is >= FirstMillisecond and <= LastMillisecond;

    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryParse(reader.GetString(), out var milliseconds) ? milliseconds : throw new JsonException("Not a timestamp.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(value, FirstMillisecond, LastMillisecond));
        writer.WriteStringValue(time.ToString(
            time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
