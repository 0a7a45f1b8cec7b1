using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>
/// Reads an <c>ExportTraceServiceRequest</c> in OTLP's JSON: names in lowerCamelCase (or as in protobuf), ids in hexadecimal digits,
/// 64-bit numbers as texts or numbers, enums by name or number.
/// </summary>
internal sealed class OtlpJson
{
    // Four levels of JSON for each level of a value, and some around them.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = (4 * OtlpLimits.MaxDepth) + 24 };
    private readonly OtlpLimits _limits = new();
    private readonly List<(SpanDraft Span, string? Service)> _spans = [];

    /// <inheritdoc cref="OtlpProtobuf.Read"/>
    public static IReadOnlyList<(SpanDraft Span, string? Service)> Read(ReadOnlyMemory<byte> request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Span.StartsWith("\ufeff"u8) ? request["\ufeff"u8.Length..] : request, Options);
            var reader = new OtlpJson();
            var resources = List(document.RootElement, "resourceSpans", "resource_spans");
            if (resources.Length == 0)
            {
                throw OtlpException.Unreadable("no spans found.");
            }

            foreach (var resource in resources)
            {
                reader.ReadResourceSpans(resource);
            }

            return reader._spans;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw OtlpException.Unreadable("the body is not the JSON of a trace export request.");
        }
    }

    private void ReadResourceSpans(JsonElement message)
    {
        string? service = null;
        if (TryGet(message, "resource", null, out var resource))
        {
            service = Attributes(resource).GetValueOrDefault("service.name");
        }

        foreach (var scope in List(message, "scopeSpans", "scope_spans"))
        {
            foreach (var span in List(scope, "spans", null))
            {
                _limits.CountSpan();
                _spans.Add((ReadSpan(span), service));
            }
        }
    }

    private SpanDraft ReadSpan(JsonElement message)
    {
        var span = new SpanDraft
        {
            TraceId = Id(message, "traceId", "trace_id", 16),
            SpanId = Id(message, "spanId", "span_id", 8),
            ParentSpanId = Id(message, "parentSpanId", "parent_span_id", 8),
            Name = Text(message, "name"),
            StartTime = UInt64(message, "startTimeUnixNano", "start_time_unix_nano"),
            EndTime = UInt64(message, "endTimeUnixNano", "end_time_unix_nano"),
        };
        foreach (var (key, value) in Attributes(message))
        {
            span.Attributes[key] = value;
        }

        foreach (var happened in List(message, "events", null))
        {
            _limits.CountValue();
            span.Events.Add(new EventDraft(Text(happened, "name"), UInt64(happened, "timeUnixNano", "time_unix_nano"), Attributes(happened)));
        }

        if (TryGet(message, "status", null, out var status))
        {
            span.StatusMessage = Text(status, "message");
            span.Status = !TryGet(status, "code", null, out var code) ? SpanStatus.Unset : code.ToString() switch
            {
                "1" or "STATUS_CODE_OK" => SpanStatus.Ok,
                "2" or "STATUS_CODE_ERROR" => SpanStatus.Error,
                _ => SpanStatus.Unset,
            };
        }

        return span;
    }

    private OrderedDictionary<string, string> Attributes(JsonElement message)
    {
        var attributes = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in List(message, "attributes", null))
        {
            var json = new StringBuilder();
            AppendValueOf(json, attribute, 1);
            attributes[Text(attribute, "key")] = json.ToString();
        }

        return attributes;
    }

    private void AppendValueOf(StringBuilder json, JsonElement keyValue, int depth)
    {
        _limits.CountValue();
        if (TryGet(keyValue, "value", null, out var value))
        {
            AppendValue(json, value, depth);
        }
        else
        {
            json.Append("null");
        }
    }

    private void AppendValue(StringBuilder json, JsonElement value, int depth)
    {
        OtlpLimits.CheckDepth(depth);
        if (TryGet(value, "stringValue", "string_value", out var inner))
        {
            JsonText.AppendText(json, inner.GetString() ?? throw new FormatException());
        }
        else if (TryGet(value, "boolValue", "bool_value", out inner))
        {
            json.Append(inner.GetBoolean() ? "true" : "false");
        }
        else if (TryGet(value, "intValue", "int_value", out inner))
        {
            json.Append(CultureInfo.InvariantCulture, $"{Int64(inner)}");
        }
        else if (TryGet(value, "doubleValue", "double_value", out inner))
        {
            JsonText.AppendDouble(json, Double(inner));
        }
        else if (TryGet(value, "bytesValue", "bytes_value", out inner))
        {
            json.Append('"').Append(Convert.ToBase64String(inner.GetBytesFromBase64())).Append('"');
        }
        else if (TryGet(value, "arrayValue", "array_value", out inner))
        {
            AppendArray(json, inner, depth);
        }
        else if (TryGet(value, "kvlistValue", "kvlist_value", out inner))
        {
            AppendObject(json, inner, depth);
        }
        else
        {
            json.Append("null");
        }
    }

    private void AppendArray(StringBuilder json, JsonElement message, int depth)
    {
        json.Append('[');
        var first = true;
        foreach (var item in List(message, "values", null))
        {
            _limits.CountValue();
            json.Append(first ? "" : ", ");
            AppendValue(json, item, depth + 1);
            first = false;
        }

        json.Append(']');
    }

    private void AppendObject(StringBuilder json, JsonElement message, int depth)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in List(message, "values", null))
        {
            var value = new StringBuilder();
            AppendValueOf(value, item, depth + 1);
            values[Text(item, "key")] = value.ToString();
        }

        JsonText.AppendObject(json, values);
    }

    private static byte[]? Id(JsonElement message, string name, string otherName, int length) =>
        TryGet(message, name, otherName, out var id) ? SpanDraft.Id(Convert.FromHexString(id.GetString()!), length, otherName) : null;

    private static string Text(JsonElement message, string name) => TryGet(message, name, null, out var text) ? text.GetString()! : "";

    private static ulong UInt64(JsonElement message, string name, string otherName) => !TryGet(message, name, otherName, out var number) ? 0
        : number.ValueKind == JsonValueKind.String ? ulong.Parse(number.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture)
        : number.GetUInt64();

    private static long Int64(JsonElement number) => number.ValueKind == JsonValueKind.String
        ? long.Parse(number.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : number.GetInt64();

    private static double Double(JsonElement number) => number.ValueKind != JsonValueKind.String ? number.GetDouble() : number.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text => double.Parse(text!, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static JsonElement[] List(JsonElement message, string name, string? otherName)
    {
        if (!TryGet(message, name, otherName, out var list))
        {
            return [];
        }

        var items = new JsonElement[list.GetArrayLength()];
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            items[index++] = item;
        }

        return items;
    }

    /// <summary>Finds a field; null counts as unset. What is no object throws, as everything here that is of the wrong type.</summary>
    private static bool TryGet(JsonElement message, string name, string? otherName, out JsonElement value) =>
        (message.TryGetProperty(name, out value) || (otherName is not null && message.TryGetProperty(otherName, out value)))
        && value.ValueKind != JsonValueKind.Null;
}
