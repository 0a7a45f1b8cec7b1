using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Writes the kept content of a span in OTLP's JSON: names as in protobuf, ids in base64, what is empty left out.</summary>
internal static class OtlpWriter
{
    // Values of attributes stand in texts, those of events do not.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = AttributeJson.Options.MaxDepth + 8 };

    public static void Write(Utf8JsonWriter json, string content)
    {
        using var document = JsonDocument.Parse(content, Options);
        var span = document.RootElement;
        json.WriteStartObject();
        WriteText(json, span, "trace_id");
        WriteText(json, span, "span_id");
        WriteText(json, span, "parent_span_id");
        WriteText(json, span, "name");
        WriteTime(json, span, "start_time_unix_nano");
        WriteTime(json, span, "end_time_unix_nano");
        WriteAttributes(json, span);
        WriteEvents(json, span);
        WriteStatus(json, span);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, JsonElement from, string name)
    {
        var text = from.GetProperty(name);
        if (text.ValueKind == JsonValueKind.String && !text.ValueEquals(""))
        {
            json.WritePropertyName(name);
            text.WriteTo(json);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, JsonElement from, string name)
    {
        if (from.GetProperty(name) is { ValueKind: JsonValueKind.Number } time && time.GetUInt64() != 0)
        {
            json.WriteNumber(name, time.GetUInt64());
        }
    }

    private static void WriteAttributes(Utf8JsonWriter json, JsonElement span)
    {
        json.WriteStartArray("attributes");
        foreach (var attribute in span.GetProperty("attributes").EnumerateObject())
        {
            using var value = JsonDocument.Parse(attribute.Value.GetString()!, AttributeJson.Options);
            WriteKeyValue(json, attribute.Name, value.RootElement);
        }

        json.WriteEndArray();
    }

    private static void WriteEvents(Utf8JsonWriter json, JsonElement span)
    {
        var events = span.GetProperty("events");
        if (events.GetArrayLength() == 0)
        {
            return;
        }

        json.WriteStartArray("events");
        foreach (var happened in events.EnumerateArray())
        {
            json.WriteStartObject();
            WriteTime(json, happened, "time_unix_nano");
            WriteText(json, happened, "name");
            WriteKeyValues(json, "attributes", happened.GetProperty("attributes"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStatus(Utf8JsonWriter json, JsonElement span)
    {
        var status = span.GetProperty("status");
        json.WriteStartObject("status");
        WriteText(json, status, "message");
        if (!status.GetProperty("code").ValueEquals("STATUS_CODE_UNSET"))
        {
            WriteText(json, status, "code");
        }

        json.WriteEndObject();
    }

    private static void WriteKeyValues(Utf8JsonWriter json, string name, JsonElement values)
    {
        if (values.GetPropertyCount() > 0)
        {
            json.WriteStartArray(name);
            foreach (var value in values.EnumerateObject())
            {
                WriteKeyValue(json, value.Name, value.Value);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteKeyValue(Utf8JsonWriter json, string key, JsonElement value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        if (value.ValueKind != JsonValueKind.Null)
        {
            json.WritePropertyName("value");
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartObject();
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                json.WritePropertyName("string_value");
                value.WriteTo(json);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                json.WriteBoolean("bool_value", value.GetBoolean());
                break;
            case JsonValueKind.Number:
                WriteNumber(json, value);
                break;
            case JsonValueKind.Array:
                json.WriteStartObject("array_value");
                WriteList(json, value);
                json.WriteEndObject();
                break;
            case JsonValueKind.Object:
                json.WriteStartObject("kvlist_value");
                WriteKeyValues(json, "values", value);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, JsonElement list)
    {
        if (list.GetArrayLength() > 0)
        {
            json.WriteStartArray("values");
            foreach (var item in list.EnumerateArray())
            {
                WriteValue(json, item);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonElement value)
    {
        if (value.TryGetInt64(out var integer) && value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            json.WriteNumber("int_value", integer);
        }
        else if (value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            json.WriteNumber("double_value", number);
        }
        else
        {
            json.WriteString("string_value", value.GetRawText());
        }
    }
}
