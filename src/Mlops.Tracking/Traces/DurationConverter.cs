using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Tracking.Traces;

/// <summary>
/// Milliseconds as protobuf's <c>Duration</c> in JSON: seconds with an <c>s</c>, with a fraction only where it needs one.
/// </summary>
internal sealed class DurationConverter : JsonConverter<long>
{
    // Protobuf's bound: some 10,000 years.
    private const decimal MaxSeconds = 315_576_000_000;

    /// <summary>Reads a duration; finer parts than milliseconds are dropped.</summary>
    /// <param name="text">Such as <c>1.5s</c>.</param>
    /// <param name="milliseconds">Milliseconds.</param>
    /// <returns>Whether the text is a duration of less than some 10,000 years.</returns>
    public static bool TryParse(string? text, out long milliseconds)
    {
        milliseconds = 0;
        if (text is not { Length: >= 2 and <= 40 } || text[^1] != 's'
            || !decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(seconds) > MaxSeconds)
        {
            return false;
        }

        milliseconds = (long)(seconds * 1000);
        return true;
    }

    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryParse(reader.GetString(), out var milliseconds) ? milliseconds : throw new JsonException("Not a duration.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value % 1000 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{value / 1000}s")
            : string.Create(CultureInfo.InvariantCulture, $"{value / 1000m:0.000}s"));
    }
}
