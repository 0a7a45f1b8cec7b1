using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Makes a span of MLflow from one of OpenTelemetry.</summary>
internal static class SpanBuilder
{
    // Others' names are free text, which does not belong into a trace's attributes.
    private static readonly HashSet<string> KnownServices = ["claude-code", "codex_cli_rs", "codex_vscode", "gemini-cli", "qwen-code"];
    private static readonly JsonWriterOptions ContentOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <exception cref="OtlpException">The span lacks an id or has impossible times.</exception>
    public static Span Build(SpanDraft draft, string? service)
    {
        var traceBytes = Id(draft.TraceId, "trace_id");
        var spanBytes = Id(draft.SpanId, "span_id");
        var traceId = "tr-" + Convert.ToHexStringLower(traceBytes);
        var attributes = Attributes(draft, traceId, service);
        var isRoot = draft.ParentSpanId is null;
        return new Span
        {
            TraceId = traceId,
            SpanId = Convert.ToHexStringLower(spanBytes),
            ParentSpanId = isRoot ? null : Convert.ToHexStringLower(draft.ParentSpanId!),
            Name = Storable(draft.Name),
            Type = Text(attributes, SpanKeys.Type),
            Status = draft.Status,
            StartTimeUnixNano = Time(draft.StartTime, "start_time_unix_nano"),
            EndTimeUnixNano = draft.EndTime == 0 ? null : Time(draft.EndTime, "end_time_unix_nano"),
            ModelName = Text(attributes, SpanKeys.Model),
            ModelProvider = Text(attributes, SpanKeys.ModelProvider),
            Content = Content(draft, attributes),
            Metrics = Metrics(attributes),
            Hints = new SpanHints(
                Text(attributes, SpanKeys.SessionId),
                Text(attributes, SpanKeys.UserId),
                isRoot ? Preview(attributes.GetValueOrDefault(SpanKeys.Inputs), "user") : null,
                isRoot ? Preview(attributes.GetValueOrDefault(SpanKeys.Outputs), "assistant") : null),
        };
    }

    // All zeros are no id (OpenTelemetry's trace API): unrelated spans would become one trace.
    private static byte[] Id(byte[]? id, string field) => id is null ? throw OtlpException.NotASpan($"{field} is missing.")
        : Array.TrueForAll(id, static part => part == 0) ? throw OtlpException.NotASpan($"{field} is all zeros.") : id;

    private static OrderedDictionary<string, string> Attributes(SpanDraft draft, string traceId, string? service)
    {
        var attributes = new OrderedDictionary<string, string>(draft.Attributes.Count + 2, StringComparer.Ordinal)
        {
            [SpanKeys.TraceId] = JsonText.Of(traceId),
        };
        foreach (var (key, value) in draft.Attributes)
        {
            if (key != SpanKeys.TraceId)
            {
                attributes[key] = AttributeJson.WithoutDoubleEncoding(value);
            }
        }

        if (draft.ParentSpanId is null && AttributeJson.TryText(service, out var name) && KnownServices.Contains(name))
        {
            attributes[SpanKeys.ServiceName] = JsonText.Of(name);
        }

        SpanTranslation.Apply(attributes, draft.Events);
        return attributes;
    }

    private static string Content(SpanDraft draft, OrderedDictionary<string, string> attributes)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, ContentOptions))
        {
            json.WriteStartObject();
            json.WriteBase64String("trace_id", draft.TraceId);
            json.WriteBase64String("span_id", draft.SpanId);
            if (draft.ParentSpanId is null)
            {
                json.WriteNull("parent_span_id");
            }
            else
            {
                json.WriteBase64String("parent_span_id", draft.ParentSpanId);
            }

            json.WriteString("name", Storable(draft.Name));
            json.WriteNumber("start_time_unix_nano", draft.StartTime);
            if (draft.EndTime == 0)
            {
                json.WriteNull("end_time_unix_nano");
            }
            else
            {
                json.WriteNumber("end_time_unix_nano", draft.EndTime);
            }

            WriteEvents(json, draft);
            json.WriteStartObject("status");
            json.WriteString("code", draft.Status switch { SpanStatus.Ok => "STATUS_CODE_OK", SpanStatus.Error => "STATUS_CODE_ERROR", _ => "STATUS_CODE_UNSET" });
            json.WriteString("message", Storable(draft.StatusMessage));
            json.WriteEndObject();
            json.WriteStartObject("attributes");
            foreach (var (key, value) in attributes)
            {
                json.WriteString(Storable(key), value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteEvents(Utf8JsonWriter json, SpanDraft draft)
    {
        json.WriteStartArray("events");
        foreach (var happened in draft.Events)
        {
            json.WriteStartObject();
            json.WriteString("name", Storable(happened.Name));
            json.WriteNumber("time_unix_nano", happened.Time);
            json.WriteStartObject("attributes");
            foreach (var (key, value) in happened.Attributes)
            {
                json.WritePropertyName(Storable(key));
                json.WriteRawValue(value, skipInputValidation: true);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Dictionary<string, double> Metrics(OrderedDictionary<string, string> attributes)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        AttributeJson.ForEachNumber(attributes.GetValueOrDefault(SpanKeys.TokenUsage), TraceNames.TokenKeys, metrics.Add);
        AttributeJson.ForEachNumber(attributes.GetValueOrDefault(SpanKeys.Cost), TraceNames.CostKeys, metrics.Add);
        return metrics;
    }

    private static string? Text(OrderedDictionary<string, string> attributes, string key) =>
        AttributeJson.TryText(attributes.GetValueOrDefault(key), out var text) && text.Length > 0 ? Storable(text) : null;

    private static string? Preview(string? json, string role) => json is null ? null : Storable(TracePreview.Of(json, role));

    private static long Time(ulong nanoseconds, string field) => nanoseconds <= long.MaxValue
        ? (long)nanoseconds
        : throw OtlpException.NotASpan(string.Create(CultureInfo.InvariantCulture, $"{field} {nanoseconds} is out of range."));

    // Not every database has room for U+0000, or can look into JSON that escapes it.
    private static string Storable(string text) => text.Replace('\0', '\uFFFD');
}
