using System.Text.Json;
using Mlops.Tracking.Json;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Traces.Otlp;

namespace Mlops.Tracking.Tests.Traces;

/// <summary>Makes trace export requests in protobuf, and shows spans as clients get them.</summary>
internal static class Otlp
{
    public static readonly byte[] TraceId = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    public static byte[] Request(params ProtoWriter[] spans) => RequestFrom(null, spans);

    public static byte[] RequestFrom(ProtoWriter? resource, params ProtoWriter[] spans)
    {
        var scope = new ProtoWriter();
        foreach (var span in spans)
        {
            scope.Message(2, span);
        }

        var resourceSpans = new ProtoWriter();
        if (resource is not null)
        {
            resourceSpans.Message(1, resource);
        }

        return new ProtoWriter().Message(1, resourceSpans.Message(2, scope)).ToArray();
    }

    public static ProtoWriter Span(byte id = 1, string name = "span", byte? parent = null)
    {
        var span = new ProtoWriter().Bytes(1, TraceId).Bytes(2, [0, 0, 0, 0, 0, 0, 0, id]).Text(5, name).Fixed64(7, 1_000_000).Fixed64(8, 3_000_000);
        return parent is { } bytes ? span.Bytes(4, [0, 0, 0, 0, 0, 0, 0, bytes]) : span;
    }

    public static ProtoWriter With(this ProtoWriter message, string key, ProtoWriter value, int field = 9) =>
        message.Message(field, new ProtoWriter().Text(1, key).Message(2, value));

    public static ProtoWriter Happened(this ProtoWriter span, string name, params (string Key, ProtoWriter Value)[] attributes) =>
        span.Message(11, attributes.Aggregate(new ProtoWriter().Fixed64(1, 2_000_000).Text(2, name), (happened, attribute) => happened.With(attribute.Key, attribute.Value, 3)));

    public static ProtoWriter Text(string value) => new ProtoWriter().Text(1, value);

    public static ProtoWriter Number(long value) => new ProtoWriter().Varint(3, (ulong)value);

    public static ProtoWriter List(params ProtoWriter[] values) =>
        new ProtoWriter().Message(5, values.Aggregate(new ProtoWriter(), (list, value) => list.Message(1, value)));

    public static ProtoWriter Object(params (string Key, ProtoWriter Value)[] values) =>
        new ProtoWriter().Message(6, values.Aggregate(new ProtoWriter(), (list, value) => list.With(value.Key, value.Value, 1)));

    public static Span Read(params ProtoWriter[] spans) => Assert.Single(OtlpReader.ReadProtobuf(Request(spans)));

    /// <summary>The span as <c>getTrace</c> answers it.</summary>
    public static JsonElement Answer(Span span)
    {
        var trace = new Trace
        {
            TraceInfo = new TraceInfo { TraceId = "x", TraceLocation = TraceLocation.OfExperiment("1"), RequestTime = 0, State = TraceState.Ok },
            Spans = [span],
        };
        return JsonSerializer.SerializeToElement(new TraceResponse(trace), TrackingJson.TypeInfo<TraceResponse>())
            .GetProperty("trace").GetProperty("spans")[0];
    }

    /// <summary>An attribute's value as <c>getTrace</c> answers it; null where there is none.</summary>
    public static string? Attribute(Span span, string key)
    {
        var attribute = Answer(span).GetProperty("attributes").EnumerateArray().Single(attribute => attribute.GetProperty("key").ValueEquals(key));
        return attribute.TryGetProperty("value", out var value) ? value.GetRawText() : null;
    }

    /// <summary>An attribute's value as <c>traces.json</c> holds it.</summary>
    public static string? Kept(Span span, string key) =>
        JsonDocument.Parse(span.Content).RootElement.GetProperty("attributes").TryGetProperty(key, out var value) ? value.GetString() : null;
}
