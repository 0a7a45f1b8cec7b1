namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Reads trace export requests of OpenTelemetry's protocol (OTLP 1.x over HTTP).</summary>
internal static class OtlpReader
{
    /// <summary>Reads a request in protobuf.</summary>
    /// <param name="request">The bytes of an <c>ExportTraceServiceRequest</c>.</param>
    /// <returns>Its spans; possibly none.</returns>
    /// <exception cref="OtlpException">The request can't be taken.</exception>
    public static IReadOnlyList<Span> ReadProtobuf(ReadOnlySpan<byte> request) => Build(OtlpProtobuf.Read(request));

    /// <summary>Reads a request in JSON.</summary>
    /// <param name="request">UTF-8 of an <c>ExportTraceServiceRequest</c>, ids in hexadecimal digits.</param>
    /// <returns>Its spans; possibly none.</returns>
    /// <exception cref="OtlpException">The request can't be taken.</exception>
    public static IReadOnlyList<Span> ReadJson(ReadOnlyMemory<byte> request) => Build(OtlpJson.Read(request));

    private static Span[] Build(IReadOnlyList<(SpanDraft Span, string? Service)> drafts)
    {
        var spans = new Span[drafts.Count];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = SpanBuilder.Build(drafts[i].Span, drafts[i].Service);
        }

        return spans;
    }
}
