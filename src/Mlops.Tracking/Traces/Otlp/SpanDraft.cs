using System.Text;
using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>A span as a request describes it, attribute values as JSON already.</summary>
internal sealed class SpanDraft
{
    /// <summary>The trace's id, 16 bytes; null where it is missing.</summary>
    public byte[]? TraceId { get; set; }

    /// <summary>The span's id, 8 bytes; null where it is missing.</summary>
    public byte[]? SpanId { get; set; }

    /// <summary>The parent's id, 8 bytes; null for a root.</summary>
    public byte[]? ParentSpanId { get; set; }

    public string Name { get; set; } = "";

    public ulong StartTime { get; set; }

    public ulong EndTime { get; set; }

    public SpanStatus Status { get; set; }

    public string StatusMessage { get; set; } = "";

    public List<EventDraft> Events { get; } = [];

    /// <summary>JSON of the values, in the order in which they came; the last of a key counts.</summary>
    public OrderedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads an id; some exporters leave out leading zeros.</summary>
    /// <returns>The id in full length, or null where there is none.</returns>
    public static byte[]? Id(ReadOnlySpan<byte> bytes, int length, string what)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (bytes.Length > length)
        {
            throw OtlpException.NotASpan($"{what} has {bytes.Length} bytes instead of {length}.");
        }

        var id = new byte[length];
        bytes.CopyTo(id.AsSpan(length - bytes.Length));
        return id;
    }
}

/// <summary>An event of a span.</summary>
internal sealed record EventDraft(string Name, ulong Time, OrderedDictionary<string, string> Attributes)
{
    /// <summary>An attribute's value, if it says something: a text of two brackets does, as part of a chat.</summary>
    public string? Said(string key) =>
        Attributes.TryGetValue(key, out var value) && Read.SaysSomething(value) ? AttributeJson.WithoutDoubleEncoding(value) : null;
}
