using System.Globalization;
using System.Text;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>
/// Reads an <c>ExportTraceServiceRequest</c> in protobuf (opentelemetry-proto 1.x). Fields that MLflow has no use for are stepped over.
/// </summary>
internal sealed class OtlpProtobuf
{
    private readonly OtlpLimits _limits = new();
    private readonly List<(SpanDraft Span, string? Service)> _spans = [];
    private bool _hasResources;

    /// <summary>Reads all spans of a request, each with the name of the service it comes from.</summary>
    /// <exception cref="OtlpException">The request can't be taken.</exception>
    public static IReadOnlyList<(SpanDraft Span, string? Service)> Read(ReadOnlySpan<byte> request)
    {
        var reader = new OtlpProtobuf();
        var fields = new ProtobufReader(request);
        while (fields.Read())
        {
            if (fields.Field == 1)
            {
                reader._hasResources = true;
                reader.ReadResourceSpans(fields.Bytes());
            }
        }

        return reader._hasResources ? reader._spans : throw OtlpException.Unreadable("no spans found.");
    }

    private void ReadResourceSpans(ReadOnlySpan<byte> message)
    {
        // The resource counts for all spans, wherever it stands among them.
        string? service = null;
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 1)
            {
                service = ReadService(fields.Bytes()) ?? service;
            }
        }

        fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 2)
            {
                ReadScopeSpans(fields.Bytes(), service);
            }
        }
    }

    private string? ReadService(ReadOnlySpan<byte> resource)
    {
        var attributes = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var fields = new ProtobufReader(resource);
        while (fields.Read())
        {
            if (fields.Field == 1)
            {
                ReadAttribute(fields.Bytes(), attributes);
            }
        }

        return attributes.GetValueOrDefault("service.name");
    }

    private void ReadScopeSpans(ReadOnlySpan<byte> message, string? service)
    {
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 2)
            {
                _limits.CountSpan();
                _spans.Add((ReadSpan(fields.Bytes()), service));
            }
        }
    }

    private SpanDraft ReadSpan(ReadOnlySpan<byte> message)
    {
        var span = new SpanDraft();
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    span.TraceId = SpanDraft.Id(fields.Bytes(), 16, "trace_id");
                    break;
                case 2:
                    span.SpanId = SpanDraft.Id(fields.Bytes(), 8, "span_id");
                    break;
                case 4:
                    span.ParentSpanId = SpanDraft.Id(fields.Bytes(), 8, "parent_span_id");
                    break;
                case 5:
                    span.Name = fields.Text();
                    break;
                case 7:
                    span.StartTime = fields.Fixed64();
                    break;
                case 8:
                    span.EndTime = fields.Fixed64();
                    break;
                case 9:
                    ReadAttribute(fields.Bytes(), span.Attributes);
                    break;
                case 11:
                    _limits.CountValue();
                    span.Events.Add(ReadEvent(fields.Bytes()));
                    break;
                case 15:
                    ReadStatus(fields.Bytes(), span);
                    break;
            }
        }

        return span;
    }

    private EventDraft ReadEvent(ReadOnlySpan<byte> message)
    {
        var name = "";
        ulong time = 0;
        var attributes = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    time = fields.Fixed64();
                    break;
                case 2:
                    name = fields.Text();
                    break;
                case 3:
                    ReadAttribute(fields.Bytes(), attributes);
                    break;
            }
        }

        return new EventDraft(name, time, attributes);
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, SpanDraft span)
    {
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 2:
                    span.StatusMessage = fields.Text();
                    break;
                case 3:
                    span.Status = fields.Varint() switch { 1 => SpanStatus.Ok, 2 => SpanStatus.Error, _ => SpanStatus.Unset };
                    break;
            }
        }
    }

    private void ReadAttribute(ReadOnlySpan<byte> message, OrderedDictionary<string, string> attributes)
    {
        var json = new StringBuilder();
        attributes[ReadKeyValue(message, json, 1)] = json.ToString();
    }

    /// <summary>Reads a <c>KeyValue</c>: appends the value and gives the key.</summary>
    private string ReadKeyValue(ReadOnlySpan<byte> message, StringBuilder json, int depth)
    {
        _limits.CountValue();
        var key = "";
        ReadOnlySpan<byte> value = [];
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case 1:
                    key = fields.Text();
                    break;
                case 2:
                    value = fields.Bytes();
                    break;
            }
        }

        AppendValue(json, value, depth);
        return key;
    }

    private void AppendValue(StringBuilder json, ReadOnlySpan<byte> message, int depth)
    {
        OtlpLimits.CheckDepth(depth);
        var start = json.Length;
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            // Of a oneof the last counts.
            json.Length = start;
            switch (fields.Field)
            {
                case 1:
                    JsonText.AppendText(json, fields.Text());
                    break;
                case 2:
                    json.Append(fields.Varint() != 0 ? "true" : "false");
                    break;
                case 3:
                    json.Append(CultureInfo.InvariantCulture, $"{(long)fields.Varint()}");
                    break;
                case 4:
                    JsonText.AppendDouble(json, fields.Double());
                    break;
                case 5:
                    AppendArray(json, fields.Bytes(), depth);
                    break;
                case 6:
                    AppendObject(json, fields.Bytes(), depth);
                    break;
                case 7:
                    json.Append('"').Append(Convert.ToBase64String(fields.Bytes())).Append('"');
                    break;
            }
        }

        if (json.Length == start)
        {
            json.Append("null");
        }
    }

    private void AppendArray(StringBuilder json, ReadOnlySpan<byte> message, int depth)
    {
        json.Append('[');
        var first = true;
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 1)
            {
                _limits.CountValue();
                json.Append(first ? "" : ", ");
                AppendValue(json, fields.Bytes(), depth + 1);
                first = false;
            }
        }

        json.Append(']');
    }

    private void AppendObject(StringBuilder json, ReadOnlySpan<byte> message, int depth)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var fields = new ProtobufReader(message);
        while (fields.Read())
        {
            if (fields.Field == 1)
            {
                var value = new StringBuilder();
                values[ReadKeyValue(fields.Bytes(), value, depth + 1)] = value.ToString();
            }
        }

        JsonText.AppendObject(json, values);
    }
}
