using Mlops.Tracking.Traces;

namespace Mlops.Tracking.Tests.Traces;

/// <summary>A span of each framework as it sends it, and what becomes of it.</summary>
public sealed class AgentFrameworkSpanTests
{
    [Fact]
    public void Google_ADK_has_requests_and_answers_in_attributes_of_its_own()
    {
        var call = Otlp.Read(Otlp.Span(name: "call_llm")
            .With("gen_ai.system", Otlp.Text("gcp.vertex.agent")).With("gen_ai.operation.name", Otlp.Text("generate_content")).With("gen_ai.request.model", Otlp.Text("gemini-2.0-flash"))
            .With("gcp.vertex.agent.invocation_id", Otlp.Text("e-1")).With("gen_ai.usage.input_tokens", Otlp.Number(12)).With("gen_ai.usage.output_tokens", Otlp.Number(3))
            .With("gcp.vertex.agent.llm_request", Otlp.Text("""{"model": "gemini-2.0-flash", "contents": [{"role": "user", "parts": [{"text": "hi"}]}]}"""))
            .With("gcp.vertex.agent.llm_response", Otlp.Text("""{"content": {"role": "model", "parts": [{"text": "hello"}]}}""")));
        Assert.Equal(("LLM", "gemini-2.0-flash", "gcp.vertex.agent", 15), Told(call));
        Assert.Equal("""{"model": "gemini-2.0-flash", "contents": [{"role": "user", "parts": [{"text": "hi"}]}]}""", Inputs(call));
        Assert.Equal("""{"content": {"role": "model", "parts": [{"text": "hello"}]}}""", Outputs(call));

        var tool = Otlp.Read(Otlp.Span(name: "execute_tool add")
            .With("gen_ai.operation.name", Otlp.Text("execute_tool")).With("gcp.vertex.agent.llm_request", Otlp.Text("{}"))
            .With("gcp.vertex.agent.tool_call_args", Otlp.Text("""{"a": 1}""")).With("gcp.vertex.agent.tool_response", Otlp.Text("""{"result": 2}""")));
        Assert.Equal(("TOOL", """{"a": 1}""", """{"result": 2}"""), (tool.Type, Inputs(tool), Outputs(tool)));
    }

    [Fact]
    public void Gemini_CLI_s_messages_are_shown_as_requests_and_answers_of_Gemini_s_API()
    {
        var call = Otlp.Read(Gemini("llm_call").With("gen_ai.request.model", Otlp.Text("gemini-2.5-pro"))
            .With("gen_ai.usage.input_tokens", Otlp.Number(100)).With("gen_ai.usage.output_tokens", Otlp.Number(7)).With("gen_ai.usage.cache_read.input_tokens", Otlp.Number(90))
            .With("gen_ai.tool.definitions", Otlp.Text("""[{"name": "ls"}]"""))
            .With("gen_ai.input.messages", Otlp.Text("""[{"role": "user", "parts": [{"text": "hi"}]}]"""))
            .With("gen_ai.output.messages", Otlp.Text("""[{"role": "model", "parts": [{"text": "hel"}]}, {"role": "model", "parts": [{"text": "lo"}, {"text": "!"}]}, 7]""")));
        Assert.Equal(("LLM", "gemini-2.5-pro", null, 107), Told(call));
        Assert.Equal(90, call.Metrics["cache_read_input_tokens"]);
        Assert.Equal("""{"contents": [{"role": "user", "parts": [{"text": "hi"}]}]}""", Inputs(call));
        Assert.Equal("""{"candidates": [{"content": {"role": "model", "parts": [{"text": "hel"}, {"text": "lo"}, {"text": "!"}]}}]}""", Outputs(call));
        Assert.Equal(("\"gemini\"", """[{"name": "ls"}]"""), (Otlp.Kept(call, "mlflow.message.format"), Otlp.Kept(call, "mlflow.chat.tools")));
        Assert.Equal(("TOOL", "AGENT"), (Otlp.Read(Gemini("tool_call")).Type, Otlp.Read(Gemini("agent_call")).Type));
        Assert.Equal("""{"contents": "hi"}""", Inputs(Otlp.Read(Gemini("user_prompt").With("gen_ai.input.messages", Otlp.Text("hi")))));
    }

    [Fact]
    public void Gemini_CLI_s_system_prompt_is_the_system_s_and_what_is_no_list_stays()
    {
        var prompt = Otlp.Read(Gemini("system_prompt").With("gen_ai.input.messages", Otlp.Text("""[{"parts": [{"text": "Be \"nice\""}], "role": "user"}, {"role": "model"}, "x"]""")));
        Assert.Equal("""{"contents": [{"parts": [{"text": "Be \"nice\""}], "role": "system"}, {"role": "model"}, "x"]}""", Inputs(prompt));
        Assert.Null(prompt.Type);
        var tool = Otlp.Read(Gemini("tool_call").With("gen_ai.input.messages", Otlp.Text("""{"contents": "hi"}""")).With("gen_ai.output.messages", Otlp.Text("done")));
        Assert.Equal(("""{"contents": "hi"}""", "\"done\""), (Inputs(tool), Outputs(tool)));
        // Others who use its words for operations are not it.
        Assert.Null(Otlp.Read(Otlp.Span().With("gen_ai.operation.name", Otlp.Text("llm_call")).With("gen_ai.agent.name", Otlp.Text("another"))).Type);
    }

    [Fact]
    public void Spring_AI_has_prompt_and_completion_in_events()
    {
        var span = Otlp.Read(Otlp.Span(name: "chat gpt-4o")
            .With("gen_ai.operation.name", Otlp.Text("chat")).With("gen_ai.system", Otlp.Text("openai")).With("gen_ai.request.model", Otlp.Text("gpt-4o"))
            .With("gen_ai.response.model", Otlp.Text("gpt-4o-2024-08-06")).With("gen_ai.usage.input_tokens", Otlp.Text("18")).With("gen_ai.usage.output_tokens", Otlp.Text("21"))
            .With("gen_ai.usage.total_tokens", Otlp.Text("39"))
            .Happened("gen_ai.content.prompt", ("gen_ai.prompt", Otlp.Text("""["Tell me a joke"]""")))
            .Happened("gen_ai.content.completion", ("gen_ai.completion", Otlp.Text("Why did the chicken …"))));
        Assert.Equal(("CHAT_MODEL", "gpt-4o-2024-08-06", "openai", 39), Told(span));
        Assert.Equal(("""["Tell me a joke"]""", "\"Why did the chicken …\""), (Inputs(span), Outputs(span)));
        Assert.Equal("\"Why did the chicken …\"", span.Hints.ResponsePreview);
    }

    [Fact]
    public void Vercel_s_call_of_a_model_is_gathered_from_its_attributes()
    {
        var span = Otlp.Read(Otlp.Span(name: "ai.generateText.doGenerate")
            .With("ai.operationId", Otlp.Text("ai.generateText.doGenerate")).With("ai.model.id", Otlp.Text("gpt-4-turbo"))
            .With("ai.prompt.messages", Otlp.Text("""[{"role":"user","content":[{"type":"text","text":"Weather?"}]}]"""))
            .With("ai.prompt.tools", Otlp.List(Otlp.Text("""{"type":"function","name":"weather"}"""), Otlp.Text("broken {")))
            .With("ai.prompt.toolChoice", Otlp.Text("""{"type":"auto"}"""))
            .With("ai.response.text", Otlp.Text("42")).With("ai.response.finishReason", Otlp.Text("stop")).With("ai.response.model", Otlp.Text("gpt-4-turbo-2024-04-09"))
            .With("gen_ai.system", Otlp.Text("openai.chat")).With("gen_ai.usage.input_tokens", Otlp.Number(10)).With("gen_ai.usage.output_tokens", Otlp.Number(20)));
        Assert.Equal(("LLM", "gpt-4-turbo-2024-04-09", "openai.chat", 30), Told(span));
        Assert.Equal(
            """{"messages": [{"role":"user","content":[{"type":"text","text":"Weather?"}]}], "tools": [{"type":"function","name":"weather"}, "broken {"], "toolChoice": {"type":"auto"}}""",
            Inputs(span));
        Assert.Equal("""{"text": "42", "finishReason": "stop", "model": "gpt-4-turbo-2024-04-09"}""", Outputs(span));
        Assert.Equal("\"vercel_ai\"", Otlp.Kept(span, "mlflow.message.format"));
    }

    [Fact]
    public void Vercel_s_spans_around_it_have_prompt_and_text()
    {
        var outer = Otlp.Read(Otlp.Span(name: "ai.streamText")
            .With("ai.operationId", Otlp.Text("ai.streamText")).With("ai.prompt", Otlp.Text("""{"prompt":"Why?"}""")).With("ai.response.text", Otlp.Text("Because."))
            .With("ai.usage.promptTokens", Otlp.Number(10)));
        Assert.Equal(("LLM", """{"prompt":"Why?"}""", "\"Because.\"", 0), (outer.Type, Inputs(outer), Outputs(outer), outer.Metrics.Count));
        Assert.Null(Otlp.Kept(outer, "mlflow.message.format"));
        var tool = Otlp.Read(Otlp.Span().With("ai.operationId", Otlp.Text("ai.toolCall"))
            .With("ai.toolCall.args", Otlp.Text("""{"city":"SF"}""")).With("ai.toolCall.result", Otlp.Text("""{"temperature":76}""")));
        Assert.Equal(("TOOL", """{"city":"SF"}""", """{"temperature":76}"""), (tool.Type, Inputs(tool), Outputs(tool)));
        var embedding = Otlp.Read(Otlp.Span().With("ai.operationId", Otlp.Text("ai.embedMany")).With("ai.values", Otlp.List(Otlp.Text("a"))).With("ai.embeddings", Otlp.List(Otlp.Text("[0.5]"))));
        Assert.Equal(("EMBEDDING", """["a"]""", """["[0.5]"]"""), (embedding.Type, Inputs(embedding), Outputs(embedding)));
    }

    [Fact]
    public void VoltAgent_s_spans_say_their_own_type_before_their_agent_s()
    {
        var agent = Otlp.Read(Otlp.Span(name: "my-app")
            .With("entity.type", Otlp.Text("agent")).With("voltagent.operation_id", Otlp.Text("op-1")).With("agent.messages", Otlp.Text("""[{"role":"user","content":"hi"}]"""))
            .With("output", Otlp.Text("Hello!")).With("usage.prompt_tokens", Otlp.Number(100)).With("usage.completion_tokens", Otlp.Number(50)).With("usage.total_tokens", Otlp.Number(151)));
        Assert.Equal(("AGENT", null, null, 151), Told(agent));
        Assert.Equal(("""[{"role":"user","content":"hi"}]""", "\"Hello!\"", "\"voltagent\""), (Inputs(agent), Outputs(agent), Otlp.Kept(agent, "mlflow.message.format")));

        var call = Otlp.Read(Otlp.Span(name: "llm:streamText").With("entity.type", Otlp.Text("agent")).With("span.type", Otlp.Text("llm"))
            .With("llm.messages", Otlp.Text("[1]")).With("input", Otlp.Text("no"))
            .With("llm.usage.prompt_tokens", Otlp.Number(2)).With("llm.usage.completion_tokens", Otlp.Number(1)).With("llm.usage.total_tokens", Otlp.Number(3)));
        Assert.Equal(("LLM", "[1]"), (call.Type, Inputs(call)));
        Assert.Equal("""{"input_tokens": 2, "output_tokens": 1, "total_tokens": 3}""", Otlp.Kept(call, "mlflow.chat.tokenUsage"));
        Assert.Equal("MEMORY", Otlp.Read(Otlp.Span().With("span.type", Otlp.Text("memory")).With("entity.type", Otlp.Text("agent"))).Type);
    }

    [Fact]
    public void LiveKit_has_a_chat_in_events()
    {
        var span = Otlp.Read(Otlp.Span(name: "llm_request")
            .With("gen_ai.request.model", Otlp.Text("gpt-4o-mini")).With("gen_ai.usage.input_tokens", Otlp.Number(50)).With("gen_ai.usage.output_tokens", Otlp.Number(100))
            .Happened("gen_ai.system.message", ("content", Otlp.Text("Be brief."))).Happened("gen_ai.user.message", ("content", Otlp.Text("\"Hello!\"")))
            .Happened("gen_ai.user.message", ("content", Otlp.Text("[]")))
            .Happened("exception", ("content", Otlp.Text("no"))).Happened("gen_ai.assistant.message", ("content", Otlp.Text("")))
            .Happened("gen_ai.choice", ("content", Otlp.Text("Hi there!"))).Happened("gen_ai.choice", ("role", Otlp.Text("model")), ("content", Otlp.Text("Hey!"))));
        Assert.Equal(("LLM", "gpt-4o-mini", null, 150), Told(span));
        Assert.Equal("""[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello!"}, {"role": "user", "content": []}]""", Inputs(span));
        Assert.Equal("""[{"role": "assistant", "content": "Hi there!"}, {"role": "model", "content": "Hey!"}]""", Outputs(span));
    }

    [Theory]
    [InlineData("lk.retry_count", "LLM")]
    [InlineData("lk.function_tool.name", "TOOL")]
    [InlineData("lk.agent_name", "AGENT")]
    [InlineData("lk.generation_id", "AGENT")]
    [InlineData("lk.tts.streaming", "UNKNOWN")]
    [InlineData("lk.transcription_delay", "UNKNOWN")]
    [InlineData("lk.room_name", null)]
    [InlineData("lks.agent_name", null)]
    public void LiveKit_s_kinds_are_told_by_what_is_there(string key, string? type) =>
        Assert.Equal(type, Otlp.Read(Otlp.Span().With("lk.job_id", Otlp.Text("j")).With(key, Otlp.Number(0))).Type);

    [Fact]
    public void LiveKit_s_turns_have_texts()
    {
        var turn = Otlp.Read(Otlp.Span(name: "agent_turn").With("lk.generation_id", Otlp.Text("g")).With("lk.user_input", Otlp.Text("Hello")).With("lk.chat_ctx", Otlp.Text("{}"))
            .With("lk.response.text", Otlp.Text("")).With("lk.response.function_calls", Otlp.Text("""[{"name":"ls"}]""")));
        Assert.Equal(("AGENT", "\"Hello\"", """[{"name":"ls"}]"""), (turn.Type, Inputs(turn), Outputs(turn)));
        Assert.Equal("\"livekit\"", Otlp.Kept(turn, "mlflow.message.format"));
        Assert.Equal("CHAT_MODEL", Otlp.Read(Otlp.Span().With("gen_ai.operation.name", Otlp.Text("Chat"))).Type);
    }

    [Fact]
    public void Laminar_s_spans_are_understood()
    {
        var span = Otlp.Read(Otlp.Span(name: "openai.chat")
            .With("lmnr.span.type", Otlp.Text("CACHED")).With("lmnr.span.input", Otlp.Text("""[{"role":"user","content":"hi"}]""")).With("lmnr.span.output", Otlp.Text("hello"))
            .With("gen_ai.response.model", Otlp.Text("gpt-4o")).With("gen_ai.system", Otlp.Text("openai"))
            .With("gen_ai.usage.input_tokens", Otlp.Number(1)).With("gen_ai.usage.output_tokens", Otlp.Number(2)).With("gen_ai.usage.cache_creation.input_tokens", Otlp.Number(1)));
        Assert.Equal(("LLM", "gpt-4o", "openai", 3), Told(span));
        Assert.Equal(1, span.Metrics["cache_creation_input_tokens"]);
        Assert.Equal(("""[{"role":"user","content":"hi"}]""", "\"hello\"", "\"openai\""), (Inputs(span), Outputs(span), Otlp.Kept(span, "mlflow.message.format")));
        Assert.Equal(("CHAIN", "AGENT", "EVALUATOR"), (Laminar("DEFAULT"), Laminar("EXECUTOR"), Laminar("HUMAN_EVALUATOR")));
    }

    [Fact]
    public void Langfuse_s_observations_are_understood()
    {
        var span = Otlp.Read(Otlp.Span()
            .With("langfuse.observation.type", Otlp.Text("retriever")).With("langfuse.observation.input", Otlp.Text("""{"query":"q"}""")).With("langfuse.observation.output", Otlp.Text("found"))
            .With("session.id", Otlp.Text("s")).With("user.id", Otlp.Text("u")));
        Assert.Equal(("RETRIEVER", """{"query":"q"}""", "\"found\""), (span.Type, Inputs(span), Outputs(span)));
        Assert.Equal(("s", "u"), (span.Hints.SessionId, span.Hints.UserId));
        Assert.Equal(("LLM", "UNKNOWN", null), (Langfuse("generation"), Langfuse("span"), Langfuse("event")));
    }

    private static ProtoWriter Gemini(string operation) =>
        Otlp.Span(name: operation).With("gen_ai.agent.name", Otlp.Text("gemini-cli")).With("gen_ai.operation.name", Otlp.Text(operation));

    private static string? Laminar(string type) => Otlp.Read(Otlp.Span().With("lmnr.span.type", Otlp.Text(type))).Type;

    private static string? Langfuse(string type) => Otlp.Read(Otlp.Span().With("langfuse.observation.type", Otlp.Text(type))).Type;

    private static (string? Type, string? Model, string? Provider, double Tokens) Told(Span span) =>
        (span.Type, span.ModelName, span.ModelProvider, span.Metrics.GetValueOrDefault("total_tokens"));

    private static string? Inputs(Span span) => Otlp.Kept(span, "mlflow.spanInputs");

    private static string? Outputs(Span span) => Otlp.Kept(span, "mlflow.spanOutputs");
}
