namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>OpenTelemetry's own for generative AI, https://opentelemetry.io/docs/specs/semconv/gen-ai/.</summary>
internal static class OpenTelemetryGenAi
{
    public const string Operation = "gen_ai.operation.name";
    public const string RequestModel = "gen_ai.request.model";

    public static Dictionary<string, string> Operations { get; } = new()
    {
        ["chat"] = "CHAT_MODEL",
        ["create_agent"] = "AGENT",
        ["embeddings"] = "EMBEDDING",
        ["execute_tool"] = "TOOL",
        ["generate_content"] = "LLM",
        ["invoke_agent"] = "AGENT",
        ["text_completion"] = "LLM",
        ["response"] = "LLM",
    };

    public static SpanReading Inputs { get; } = Read.First("gen_ai.input.messages", "gen_ai.tool.call.arguments");

    public static SpanReading Outputs { get; } = Read.First("gen_ai.output.messages", "gen_ai.tool.call.result");

    // Last: what it refers to must be there already.
    public static SpanConvention Convention { get; } = new()
    {
        Type = Read.Kind(Operation, Operations),
        Inputs = Inputs,
        Outputs = Outputs,
        Tokens = new()
        {
            Input = ["gen_ai.usage.input_tokens"],
            Output = ["gen_ai.usage.output_tokens"],
            CacheRead = ["gen_ai.usage.cache_read.input_tokens"],
            CacheCreation = ["gen_ai.usage.cache_creation.input_tokens"],
        },
        Model = Read.First("gen_ai.response.model", RequestModel),
        Provider = Read.First("gen_ai.provider.name"),
        Tools = Read.First("gen_ai.tool.definitions"),
    };
}
