using Mlops.Tracking.Traces;

namespace Mlops.Tracking.Tests.Traces;

public sealed class SpanTranslationTests
{
    [Fact]
    public void OpenTelemetry_s_own_conventions_are_understood()
    {
        var span = Otlp.Read(Otlp.Span()
            .With("gen_ai.operation.name", Otlp.Text("chat")).With("gen_ai.request.model", Otlp.Text("gpt")).With("gen_ai.provider.name", Otlp.Text("openai"))
            .With("gen_ai.usage.input_tokens", Otlp.Number(5)).With("gen_ai.usage.output_tokens", Otlp.Text("6")).With("gen_ai.usage.cache_read.input_tokens", Otlp.Number(1))
            .With("gen_ai.input.messages", Otlp.Text("""[{"role": "user", "content": "hi"}]""")).With("gen_ai.output.messages", Otlp.Text("bye")));
        Assert.Equal(("CHAT_MODEL", "gpt", "openai"), (span.Type, span.ModelName, span.ModelProvider));
        Assert.Equal("""{"input_tokens": 5, "output_tokens": 6, "total_tokens": 11, "cache_read_input_tokens": 1}""", Otlp.Kept(span, "mlflow.chat.tokenUsage"));
        Assert.Equal("""[{"role": "user", "content": "hi"}]""", Otlp.Kept(span, "mlflow.spanInputs"));
        Assert.Equal("\"bye\"", span.Hints.ResponsePreview);
    }

    [Fact]
    public void So_are_OpenInference_and_OpenLLMetry()
    {
        var inference = Otlp.Read(Otlp.Span().With("openinference.span.kind", Otlp.Text("RETRIEVER")).With("input.value", Otlp.Text("q")).With("llm.token_count.total", Otlp.Number(3)));
        Assert.Equal(("RETRIEVER", "\"q\"", 3), (inference.Type, Otlp.Kept(inference, "mlflow.spanInputs"), inference.Metrics["total_tokens"]));
        var traceloop = Otlp.Read(Otlp.Span().With("traceloop.span.kind", Otlp.Text("workflow")).With("traceloop.entity.output", Otlp.Text("""{"model": "m"}""")));
        Assert.Equal(("WORKFLOW", "m"), (traceloop.Type, traceloop.ModelName));
    }

    [Fact]
    public void Of_OpenLLMetry_s_messages_the_first_with_a_content_is_taken()
    {
        var chat = Otlp.Read(Otlp.Span().With("gen_ai.prompt.0.role", Otlp.Text("system")).With("gen_ai.prompt.0.content", Otlp.Text("")).With("gen_ai.prompt.1.content", Otlp.Text("hi"))
            .With("gen_ai.completion.12.content", Otlp.Text("hello")).With("gen_ai.completion.0.contents", Otlp.Text("no")));
        Assert.Equal(("\"hi\"", "\"hello\""), (Otlp.Kept(chat, "mlflow.spanInputs"), Otlp.Kept(chat, "mlflow.spanOutputs")));
        var tool = Otlp.Read(Otlp.Span().With("gen_ai.completion.0.tool_calls.1.arguments", Otlp.Text("""{"a": 1}""")));
        Assert.Equal("""{"a": 1}""", Otlp.Kept(tool, "mlflow.spanInputs"));
    }

    [Fact]
    public void What_a_span_says_in_MLflow_s_words_stands()
    {
        var span = Otlp.Read(Otlp.Span()
            .With("mlflow.spanType", Otlp.Text("TOOL")).With("gen_ai.operation.name", Otlp.Text("chat"))
            .With("mlflow.spanInputs", Otlp.Number(1)).With("input.value", Otlp.Number(2))
            .With("mlflow.chat.tokenUsage", Otlp.Object(("total_tokens", Otlp.Number(1)))).With("gen_ai.usage.input_tokens", Otlp.Number(5)));
        Assert.Equal(("TOOL", "1", 1), (span.Type, Otlp.Kept(span, "mlflow.spanInputs"), span.Metrics.Count));
        var unknown = Otlp.Read(Otlp.Span().With("mlflow.spanType", Otlp.Text("UNKNOWN")).With("gen_ai.operation.name", Otlp.Text("execute_tool")));
        Assert.Equal("TOOL", unknown.Type);
    }
}
