using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Tracking.Json;

/// <summary>
/// Writes a metric value as protobuf's JSON mapping does: numbers shortest round trip with a fraction, NaN and infinities as text.
/// </summary>
internal sealed class MetricValueConverter : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.GetDouble();
        }

        return double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("Not a metric value.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteValue(writer, value);
    }

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">Any double.</param>
    public static void WriteValue(Utf8JsonWriter writer, double value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (double.IsFinite(value))
        {
            Span<byte> text = stackalloc byte[40];
            value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
            if (text[..length].IndexOfAny("."u8[0], "E"u8[0]) < 0)
            {
                ".0"u8.CopyTo(text[length..]);
                length += 2;
            }

            writer.WriteRawValue(text[..length], skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8);
        }
    }
}
