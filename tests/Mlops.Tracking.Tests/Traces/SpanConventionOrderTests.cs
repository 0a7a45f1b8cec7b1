namespace Mlops.Tracking.Tests.Traces;

/// <summary>Spans that speak the words of two conventions are understood as MLflow's own server does.</summary>
public sealed class SpanConventionOrderTests
{
    [Theory]
    [InlineData("openinference.span.kind", "CHAIN", "gen_ai.operation.name", "chat", "CHAIN")]
    [InlineData("lmnr.span.type", "TOOL", "gen_ai.operation.name", "chat", "CHAT_MODEL")]
    [InlineData("ai.operationId", "ai.toolCall", "gen_ai.request.model", "gpt", "TOOL")]
    [InlineData("span.type", "tool", "gen_ai.request.model", "gpt", "TOOL")]
    [InlineData("lmnr.span.type", "TOOL", "gen_ai.request.model", "gpt", "LLM")]
    [InlineData("langfuse.observation.type", "agent", "lmnr.span.type", "LLM", "LLM")]
    [InlineData("langfuse.observation.type", "agent", "lk.tts.label", "alloy", "UNKNOWN")]
    [InlineData("openinference.span.kind", "of its own", "traceloop.span.kind", "task", "TASK")]
    public void One_kind_goes_before_another(string key, string value, string otherKey, string otherValue, string type)
    {
        Assert.Equal(type, Otlp.Read(Otlp.Span().With(key, Otlp.Text(value)).With(otherKey, Otlp.Text(otherValue))).Type);
        Assert.Equal(type, Otlp.Read(Otlp.Span().With(otherKey, Otlp.Text(otherValue)).With(key, Otlp.Text(value))).Type);
    }

    [Theory]
    [InlineData("input.value", "gen_ai.input.messages")]
    [InlineData("gen_ai.tool.call.arguments", "traceloop.entity.input")]
    [InlineData("gen_ai.prompt.0.content", "gcp.vertex.agent.llm_request")]
    [InlineData("gcp.vertex.agent.tool_call_args", "ai.prompt")]
    [InlineData("ai.toolCall.args", "agent.messages")]
    [InlineData("input", "lk.user_input")]
    [InlineData("lk.input_text", "lmnr.span.input")]
    [InlineData("lmnr.span.input", "langfuse.observation.input")]
    public void Inputs_are_of_the_first_that_says_something(string first, string second)
    {
        Assert.Equal("\"first\"", Otlp.Kept(Otlp.Read(Otlp.Span().With(second, Otlp.Text("second")).With(first, Otlp.Text("first"))), "mlflow.spanInputs"));
        Assert.Equal("\"second\"", Otlp.Kept(Otlp.Read(Otlp.Span().With(second, Otlp.Text("second")).With(first, Otlp.Text("[]"))), "mlflow.spanInputs"));
    }

    [Fact]
    public void Attributes_go_before_events_and_what_MLflow_s_client_said_before_both()
    {
        var events = Otlp.Span().Happened("gen_ai.user.message", ("content", Otlp.Text("message"))).Happened("gen_ai.content.prompt", ("gen_ai.prompt", Otlp.Text("prompt")));
        Assert.Equal("\"prompt\"", Otlp.Kept(Otlp.Read(events), "mlflow.spanInputs"));
        Assert.Equal("\"attribute\"", Otlp.Kept(Otlp.Read(events.With("langfuse.observation.input", Otlp.Text("attribute"))), "mlflow.spanInputs"));
        Assert.Equal("\"own\"", Otlp.Kept(Otlp.Read(events.With("mlflow.spanInputs", Otlp.Text("own"))), "mlflow.spanInputs"));
    }

    [Fact]
    public void A_total_alone_gives_way_to_who_knows_of_what()
    {
        var total = Otlp.Span().With("llm.usage.total_tokens", Otlp.Number(9));
        Assert.Equal("""{"total_tokens": 9}""", Otlp.Kept(Otlp.Read(total), "mlflow.chat.tokenUsage"));
        Assert.Equal("""{"input_tokens": 4, "total_tokens": 9}""", Otlp.Kept(Otlp.Read(total.With("llm.usage.prompt_tokens", Otlp.Number(4))), "mlflow.chat.tokenUsage"));
    }

    [Fact]
    public void The_format_of_messages_is_that_of_the_inputs_which_were_taken()
    {
        var span = Otlp.Span().With("ai.operationId", Otlp.Text("ai.streamText.doStream")).With("ai.prompt.messages", Otlp.Text("[]"));
        Assert.Equal("\"vercel_ai\"", Otlp.Kept(Otlp.Read(span), "mlflow.message.format"));
        Assert.Null(Otlp.Kept(Otlp.Read(span.With("gen_ai.input.messages", Otlp.Text("[1]"))), "mlflow.message.format"));
        Assert.Equal("\"mine\"", Otlp.Kept(Otlp.Read(Otlp.Span().With("lk.job_id", Otlp.Text("j")).With("mlflow.message.format", Otlp.Text("mine"))), "mlflow.message.format"));
    }
}
