using CsCheck;
using Mlops.Tracking.Traces.Otlp;

namespace Mlops.Tracking.Tests.Traces;

/// <summary>Instrumentations cut texts, and callers write what they like: that costs at most the meaning, never the span.</summary>
public sealed class MalformedSpanTests
{
    private static readonly string[] Keys =
    [
        "gen_ai.operation.name", "gen_ai.agent.name", "gen_ai.request.model", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.usage.input_tokens", "gen_ai.tool.definitions",
        "ai.operationId", "ai.prompt.", "ai.prompt.tools", "ai.prompt.messages", "ai.response.", "ai.response.text", "ai.response.model", "span.type", "usage.total_tokens", "input",
        "lk.chat_ctx", "lk.function_tool", "lmnr.span.type", "langfuse.observation.type", "mlflow.spanInputs", "mlflow.message.format", "role", "content", "gen_ai.prompt",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "gemini-cli", "system_prompt", "llm_call", "ai.generateText.doGenerate", "ai.streamText.doStream", "{", "[", "[{", "[1", "{\"a\":", "\"", "\"x", "nul", "[]", "{}", "[[]]", "[{}]", "[null]",
        "[{\"role\":\"user\"}]", "[{\"role\":1,\"role\":\"user\"}]", "[{\"role\":{}}]", "[{\"parts\":[]}]", "[{\"parts\":{}}]", "[{\"parts\":[1,{}]}]", "[\"{\", \"[]\", \"\\u0000\"]", "[\"\\ud800\"]",
        "{\"model\":1}", "{\"model\":\"m\"}", "{\"\\ud800\":1}", "{\"model\":\"\\ud800\"}", "1e999", "-1", "99999999999999999999", "\0", "😀", " [1] ",
    ];

    private static readonly string[] Events =
        ["gen_ai.content.prompt", "gen_ai.content.completion", "gen_ai.user.message", "gen_ai.choice", "gen_ai.system.message", ""];

    private static readonly Gen<ProtoWriter> Values = Gen.OneOf(
        Gen.OneOf(Texts).Select(Otlp.Text),
        Gen.OneOf(Texts).Array[0, 3].Select(texts => Otlp.List([.. texts.Select(Otlp.Text)])),
        Gen.OneOf(Texts).Select(text => Otlp.Object(("role", Otlp.Text("user")), (text, Otlp.List(Otlp.Text(text))))),
        Gen.Long.Select(Otlp.Number),
        Gen.Const(0).Select(_ => new ProtoWriter()));

    private static readonly Gen<(string Key, ProtoWriter Value)[]> Attributes = Gen.Select(Gen.OneOf(Keys), Values).Array[0, 8].Select(pairs => pairs.Select(pair => (Key: pair.Item1, Value: pair.Item2)).ToArray());

    [Fact]
    public void Whatever_attributes_and_events_hold_the_span_is_read() => Gen.Select(Attributes, Gen.OneOf(Events), Attributes, Gen.Bool).Sample((attributes, name, details, isGemini) =>
    {
        var span = attributes.Aggregate(Otlp.Span().Happened(name, details), (span, attribute) => span.With(attribute.Key, attribute.Value));
        var read = Assert.Single(OtlpReader.ReadProtobuf(Otlp.Request(isGemini ? span.With("gen_ai.agent.name", Otlp.Text("gemini-cli")) : span)));
        Assert.Equal(read.SpanId, Convert.ToHexStringLower(Otlp.Answer(read).GetProperty("span_id").GetBytesFromBase64()));
    }, iter: 5_000);

    [Theory]
    [InlineData("langfuse.observation.input")]
    [InlineData("lmnr.span.input")]
    [InlineData("lk.chat_ctx")]
    [InlineData("agent.messages")]
    [InlineData("ai.prompt")]
    [InlineData("gcp.vertex.agent.llm_request")]
    [InlineData("gen_ai.input.messages")]
    public void Json_that_was_cut_stays_a_text(string key)
    {
        var span = Otlp.Read(Otlp.Span().With(key, Otlp.Text("""[{"role":"user","con""")));
        Assert.Equal("\"[{\\\"role\\\":\\\"user\\\",\\\"con\"", Otlp.Kept(span, "mlflow.spanInputs"));
    }

    [Fact]
    public void So_it_does_where_it_becomes_part_of_something()
    {
        var gemini = Otlp.Read(Otlp.Span().With("gen_ai.agent.name", Otlp.Text("gemini-cli")).With("gen_ai.operation.name", Otlp.Text("system_prompt"))
            .With("gen_ai.input.messages", Otlp.Text("[{")).With("gen_ai.output.messages", Otlp.Text("[{")));
        Assert.Equal(("""{"contents": "[{"}""", "\"[{\""), (Otlp.Kept(gemini, "mlflow.spanInputs"), Otlp.Kept(gemini, "mlflow.spanOutputs")));
        var vercel = Otlp.Read(Otlp.Span().With("ai.operationId", Otlp.Text("ai.generateText.doGenerate"))
            .With("ai.prompt.tools", Otlp.Text("[{")).With("ai.prompt.messages", Otlp.Text("[{")).With("ai.response.object", Otlp.Text("{\"a")));
        Assert.Equal(("""{"tools": "[{", "messages": "[{"}""", """{"object": "{\"a"}"""), (Otlp.Kept(vercel, "mlflow.spanInputs"), Otlp.Kept(vercel, "mlflow.spanOutputs")));
        var chat = Otlp.Read(Otlp.Span().Happened("gen_ai.user.message", ("content", Otlp.Text("{\"a"))).Happened("gen_ai.content.completion", ("gen_ai.completion", Otlp.Text("[1"))));
        Assert.Equal(("""[{"role": "user", "content": "{\"a"}]""", "\"[1\""), (Otlp.Kept(chat, "mlflow.spanInputs"), Otlp.Kept(chat, "mlflow.spanOutputs")));
    }

    [Fact]
    public void Kinds_and_counts_that_are_none_are_passed_over()
    {
        var span = Otlp.Read(Otlp.Span().With("ai.operationId", Otlp.Number(7)).With("span.type", Otlp.List(Otlp.Text("llm"))).With("lmnr.span.type", Otlp.Text("LLM"))
            .With("usage.prompt_tokens", Otlp.Text("many")).With("llm.usage.prompt_tokens", Otlp.Number(3)));
        Assert.Equal(("LLM", """{"input_tokens": 3}"""), (span.Type, Otlp.Kept(span, "mlflow.chat.tokenUsage")));
    }
}
