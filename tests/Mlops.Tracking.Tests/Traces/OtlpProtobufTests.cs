using Mlops.Tracking.Traces;
using Mlops.Tracking.Traces.Otlp;

namespace Mlops.Tracking.Tests.Traces;

public sealed class OtlpProtobufTests
{
    [Fact]
    public void A_span_is_read_with_its_ids_times_and_status()
    {
        var span = Otlp.Read(Otlp.Span(7, "näme", parent: 3).Message(15, new ProtoWriter().Text(2, "why").Varint(3, 2)));
        Assert.Equal("tr-0102030405060708090a0b0c0d0e0f10", span.TraceId);
        Assert.Equal(("0000000000000007", "0000000000000003"), (span.SpanId, span.ParentSpanId));
        Assert.Equal(("näme", 1_000_000, 3_000_000, SpanStatus.Error), (span.Name, span.StartTimeUnixNano, span.EndTimeUnixNano, span.Status));
        Assert.Equal(
            """{"trace_id":"AQIDBAUGBwgJCgsMDQ4PEA==","span_id":"AAAAAAAAAAc=","parent_span_id":"AAAAAAAAAAM=","name":"näme","start_time_unix_nano":1000000,"end_time_unix_nano":3000000,"events":[],"status":{"code":"STATUS_CODE_ERROR","message":"why"},"attributes":{"mlflow.traceRequestId":"\"tr-0102030405060708090a0b0c0d0e0f10\""}}""",
            span.Content);
    }

    [Fact]
    public void Values_of_every_kind_come_out_as_they_went_in()
    {
        var span = Otlp.Read(Otlp.Span()
            .With("text", Otlp.Text("a \"b\" ü"))
            .With("number", Otlp.Number(-5))
            .With("flag", new ProtoWriter().Varint(2, 1))
            .With("double", new ProtoWriter().Fixed64(4, BitConverter.DoubleToUInt64Bits(2)))
            .With("bytes", new ProtoWriter().Bytes(7, [1, 2, 3]))
            .With("list", Otlp.List(Otlp.Number(1), Otlp.Text("x"), new ProtoWriter()))
            .With("object", Otlp.Object(("k", Otlp.Object()), ("l", Otlp.List())))
            .With("nothing", new ProtoWriter())
            .With("nan", new ProtoWriter().Fixed64(4, BitConverter.DoubleToUInt64Bits(double.NaN))));
        Assert.Equal("""{"string_value":"a \u0022b\u0022 \u00FC"}""", Otlp.Attribute(span, "text"));
        Assert.Equal("""{"int_value":-5}""", Otlp.Attribute(span, "number"));
        Assert.Equal("""{"bool_value":true}""", Otlp.Attribute(span, "flag"));
        Assert.Equal("""{"double_value":2}""", Otlp.Attribute(span, "double"));
        Assert.Equal("""{"string_value":"AQID"}""", Otlp.Attribute(span, "bytes"));
        Assert.Equal("""{"array_value":{"values":[{"int_value":1},{"string_value":"x"},{}]}}""", Otlp.Attribute(span, "list"));
        Assert.Equal("""{"kvlist_value":{"values":[{"key":"k","value":{"kvlist_value":{}}},{"key":"l","value":{"array_value":{}}}]}}""", Otlp.Attribute(span, "object"));
        Assert.Null(Otlp.Attribute(span, "nothing"));
        Assert.Equal("""{"string_value":"NaN"}""", Otlp.Attribute(span, "nan"));
        Assert.Equal("""{"k": {}, "l": []}""", Otlp.Kept(span, "object"));
    }

    [Fact]
    public void Events_are_kept_with_their_attributes()
    {
        var span = Otlp.Read(Otlp.Span().Message(11, new ProtoWriter().Fixed64(1, 5).Text(2, "ev").With("k", Otlp.List(Otlp.Number(1)), 3)));
        Assert.Equal(
            """[{"time_unix_nano":5,"name":"ev","attributes":[{"key":"k","value":{"array_value":{"values":[{"int_value":1}]}}}]}]""",
            Otlp.Answer(span).GetProperty("events").GetRawText());
    }

    [Fact]
    public void A_text_that_holds_json_is_that_json()
    {
        var span = Otlp.Read(Otlp.Span()
            .With("object", Otlp.Text("""{"a": [1]}""")).With("twice", Otlp.Text("\"x\"")).With("number", Otlp.Text("1")).With("broken", Otlp.Text("{x"))
            .With("half", Otlp.Text("""["\ud800"]""")));
        Assert.Equal("""{"a": [1]}""", Otlp.Kept(span, "object"));
        Assert.Equal("\"x\"", Otlp.Kept(span, "twice"));
        Assert.Equal("\"1\"", Otlp.Kept(span, "number"));
        Assert.Equal("\"{x\"", Otlp.Kept(span, "broken"));
        Assert.Equal("""{"string_value":"[\u0022\\ud800\u0022]"}""", Otlp.Attribute(span, "half"));
    }

    [Fact]
    public void MLflow_s_own_attributes_become_columns_metrics_and_hints()
    {
        var span = Otlp.Read(Otlp.Span()
            .With("mlflow.spanType", Otlp.Text("LLM")).With("mlflow.llm.model", Otlp.Text("gpt")).With("mlflow.llm.provider", Otlp.Text("openai"))
            .With("mlflow.chat.tokenUsage", Otlp.Object(("input_tokens", Otlp.Number(3)), ("total_tokens", Otlp.Number(4)), ("other", Otlp.Number(9))))
            .With("mlflow.llm.cost", Otlp.Text("""{"total_cost": 0.5}"""))
            .With("session.id", Otlp.Text("s")).With("user.id", Otlp.Text("u"))
            .With("mlflow.spanInputs", Otlp.Object(("x", Otlp.Number(1)))).With("mlflow.spanOutputs", Otlp.Number(3)));
        Assert.Equal(("LLM", "gpt", "openai"), (span.Type, span.ModelName, span.ModelProvider));
        Assert.Equal([("input_tokens", 3), ("total_tokens", 4), ("total_cost", 0.5)], span.Metrics.Select(metric => (metric.Key, metric.Value)));
        Assert.Equal(new SpanHints("s", "u", """{"x": 1}""", "3"), span.Hints);
    }

    [Fact]
    public void The_preview_of_a_chat_is_its_last_message()
    {
        var messages = """{"messages": [{"role": "user", "content": "first"}, {"role": "user", "content": [{"type": "text", "text": "last"}]}, {"role": "system", "content": "x"}]}""";
        var span = Otlp.Read(Otlp.Span()
            .With("mlflow.spanInputs", Otlp.Text(messages))
            .With("mlflow.spanOutputs", Otlp.Text("""{"choices": [{"message": {"role": "assistant", "content": "answer"}}]}""")));
        Assert.Equal(("last", "answer"), (span.Hints.RequestPreview, span.Hints.ResponsePreview));
        var cut = Otlp.Read(Otlp.Span().With("mlflow.spanInputs", Otlp.Text(new string('x', 2000)))).Hints.RequestPreview!;
        Assert.Equal((1000, "..."), (cut.Length, cut[^3..]));
    }

    [Fact]
    public void Only_known_services_are_noted_and_only_on_roots()
    {
        var resource = new ProtoWriter().With("service.name", Otlp.Text("claude-code"), 1);
        var spans = OtlpReader.ReadProtobuf(Otlp.RequestFrom(resource, Otlp.Span(1), Otlp.Span(2, parent: 1)));
        Assert.Equal("\"claude-code\"", Otlp.Kept(spans[0], "service.name"));
        Assert.Null(Otlp.Kept(spans[1], "service.name"));
        resource = new ProtoWriter().With("service.name", Otlp.Text("mine"), 1);
        Assert.Null(Otlp.Kept(Assert.Single(OtlpReader.ReadProtobuf(Otlp.RequestFrom(resource, Otlp.Span()))), "service.name"));
    }

    [Fact]
    public void What_is_no_request_is_refused()
    {
        Unreadable([]);
        Unreadable([0xff]);
        Unreadable("hello"u8.ToArray());
        Unreadable([0x0a, 0x7f]);
        Unreadable(Otlp.Request(new ProtoWriter().Bytes(5, [0xc3])));
        Unreadable(Otlp.Request(new ProtoWriter().Text(7, "12345678")));
        Assert.Empty(OtlpReader.ReadProtobuf([0x0a, 0]));
    }

    [Fact]
    public void A_span_without_its_ids_is_refused()
    {
        NotASpan(new ProtoWriter().Bytes(2, [1]));
        NotASpan(new ProtoWriter().Bytes(1, Otlp.TraceId));
        NotASpan(new ProtoWriter().Bytes(1, new byte[17]).Bytes(2, [1]));
        NotASpan(Otlp.Span().Fixed64(7, ulong.MaxValue));
    }

    [Fact]
    public void Nested_values_and_their_number_are_bounded()
    {
        Assert.NotNull(Otlp.Read(Otlp.Span().With("deep", Nested(31))));
        Unreadable(Otlp.Request(Otlp.Span().With("deep", Nested(32))));
        Unreadable(Otlp.Request(Otlp.Span().With("deep", Nested(5000))));
        var empty = new byte[2 * 1_000_001];
        for (var i = 0; i < empty.Length; i += 2)
        {
            empty[i] = 9 << 3 | 2;
        }

        Unreadable(new ProtoWriter().Bytes(1, new ProtoWriter().Bytes(2, new ProtoWriter().Bytes(2, empty).ToArray()).ToArray()).ToArray());
    }

    private static ProtoWriter Nested(int levels)
    {
        // Built from the inside, each level around the bytes of the one before.
        var value = Otlp.Number(1);
        for (var i = 0; i < levels; i++)
        {
            value = Otlp.List(value);
        }

        return value;
    }

    private static void Unreadable(byte[] request) => Assert.False(Assert.Throws<OtlpException>(() => OtlpReader.ReadProtobuf(request)).IsReadable);

    private static void NotASpan(ProtoWriter span) => Assert.True(Assert.Throws<OtlpException>(() => OtlpReader.ReadProtobuf(Otlp.Request(span))).IsReadable);
}
