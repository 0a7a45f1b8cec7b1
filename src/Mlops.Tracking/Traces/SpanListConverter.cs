using System.Text.Json;
using System.Text.Json.Serialization;
using Mlops.Tracking.Traces.Otlp;

namespace Mlops.Tracking.Traces;

/// <summary>Writes spans in OTLP's JSON as MLflow answers it: snake_case names, ids in base64.</summary>
internal sealed class SpanListConverter : JsonConverter<IReadOnlyList<Span>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<Span> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Spans are read by the OTLP reader.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Span> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartArray();
        foreach (var span in value)
        {
            OtlpWriter.Write(writer, span.Content);
        }

        writer.WriteEndArray();
    }
}
