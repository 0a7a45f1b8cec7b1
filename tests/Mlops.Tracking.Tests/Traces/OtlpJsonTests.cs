using System.Text;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Traces.Otlp;

namespace Mlops.Tracking.Tests.Traces;

public sealed class OtlpJsonTests
{
    private const string Ids = """ "traceId":"0102030405060708090A0b0c0d0e0f10","spanId":"0000000000000007" """;

    [Fact]
    public void A_span_in_json_is_the_same_as_in_protobuf()
    {
        var json = Read("{" + Ids + """
            ,"parentSpanId":"0000000000000003","name":"span","kind":1,"startTimeUnixNano":"1000000","endTimeUnixNano":3000000,
             "attributes":[{"key":"text","value":{"stringValue":"ü\n"}},{"key":"number","value":{"intValue":"-5"}},{"key":"flag","value":{"boolValue":true}},
              {"key":"double","value":{"doubleValue":2}},{"key":"bytes","value":{"bytesValue":"AQID"}},{"key":"nothing"},
              {"key":"list","value":{"arrayValue":{"values":[{"intValue":1},{"kvlistValue":{"values":[{"key":"k","value":{"stringValue":"v"}}]}}]}}}],
             "events":[{"timeUnixNano":"5","name":"ev","attributes":[{"key":"k","value":{"stringValue":"v"}}]}],
             "status":{"code":"STATUS_CODE_OK","message":"m"}}
            """);
        var protobuf = Otlp.Read(Otlp.Span(7, parent: 3)
            .With("text", Otlp.Text("ü\n")).With("number", Otlp.Number(-5)).With("flag", new ProtoWriter().Varint(2, 1))
            .With("double", new ProtoWriter().Fixed64(4, BitConverter.DoubleToUInt64Bits(2))).With("bytes", new ProtoWriter().Bytes(7, [1, 2, 3]))
            .With("nothing", new ProtoWriter()).With("list", Otlp.List(Otlp.Number(1), Otlp.Object(("k", Otlp.Text("v")))))
            .Message(11, new ProtoWriter().Fixed64(1, 5).Text(2, "ev").With("k", Otlp.Text("v"), 3))
            .Message(15, new ProtoWriter().Text(2, "m").Varint(3, 1)));
        Assert.Equal(protobuf with { Metrics = json.Metrics }, json);
    }

    [Fact]
    public void Names_may_be_those_of_protobuf_and_enums_numbers()
    {
        var span = Read("""{"trace_id":"01","span_id":"07","start_time_unix_nano":1,"status":{"code":2},"attributes":null}""");
        Assert.Equal(("tr-00000000000000000000000000000001", "0000000000000007", SpanStatus.Error, 1), (span.TraceId, span.SpanId, span.Status, span.StartTimeUnixNano));
    }

    [Theory]
    [InlineData("00000000000000000000000000000000", "0000000000000007")]
    [InlineData("0102030405060708090a0b0c0d0e0f10", "0000000000000000")]
    [InlineData("", "")]
    public void Ids_of_all_zeros_are_refused(string traceId, string spanId) => Assert.True(Assert.Throws<OtlpException>(
        () => Read($$"""{"traceId":"{{traceId}}","spanId":"{{spanId}}"}""")).IsReadable);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"resourceSpans":[]}""")]
    [InlineData("""{"resourceSpans":[7]}""")]
    [InlineData("""{"resourceSpans":{}}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xx"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":7}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"\ud800"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"99999999999999999999"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":1.5}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":{"intValue":"1e400"}}]}]}]}]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":{"bytesValue":"!"}}]}]}]}]}""")]
    public void What_is_no_request_is_refused(string request) =>
        Assert.False(Assert.Throws<OtlpException>(() => OtlpReader.ReadJson(Encoding.UTF8.GetBytes(request))).IsReadable);

    [Fact]
    public void Nested_values_are_bounded()
    {
        Assert.NotNull(Read(Deep(31)));
        Assert.Throws<OtlpException>(() => Read(Deep(32)));
        Assert.Throws<OtlpException>(() => Read(Deep(50_000)));
    }

    private static string Deep(int levels) => "{" + Ids + ",\"attributes\":[{\"key\":\"deep\",\"value\":" + Nested(levels) + "}]}";

    private static string Nested(int levels) => string.Concat(
        string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", levels)), """{"intValue":1}""", string.Concat(Enumerable.Repeat("]}}", levels)));

    private static Span Read(string span) =>
        Assert.Single(OtlpReader.ReadJson(Encoding.UTF8.GetBytes("""{"resourceSpans":[{"scopeSpans":[{"spans":[""" + span + "]}]}]}")));
}
