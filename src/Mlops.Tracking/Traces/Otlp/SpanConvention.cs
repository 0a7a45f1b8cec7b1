using System.Collections.Frozen;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>The attributes by which one family of instrumentations tells what MLflow wants to know. Keys are tried in order.</summary>
internal sealed record SpanConvention
{
    /// <summary>In the order in which they are asked.</summary>
    public static IReadOnlyList<SpanConvention> All { get; } =
    [
        // OpenInference, https://github.com/Arize-ai/openinference
        new()
        {
            Kind = "openinference.span.kind",
            Types = Same("TOOL", "CHAIN", "LLM", "RETRIEVER", "EMBEDDING", "AGENT", "RERANKER", "UNKNOWN", "GUARDRAIL", "EVALUATOR"),
            InputTokens = "llm.token_count.prompt",
            OutputTokens = "llm.token_count.completion",
            TotalTokens = "llm.token_count.total",
            Inputs = ["input.value"],
            Outputs = ["output.value"],
            Models = ["llm.model_name", "embedding.model_name"],
            Provider = "llm.provider",
        },

        // OpenTelemetry's own, https://opentelemetry.io/docs/specs/semconv/gen-ai/
        new()
        {
            Kind = "gen_ai.operation.name",
            Types = new Dictionary<string, string>
            {
                ["chat"] = "CHAT_MODEL",
                ["create_agent"] = "AGENT",
                ["embeddings"] = "EMBEDDING",
                ["execute_tool"] = "TOOL",
                ["generate_content"] = "LLM",
                ["invoke_agent"] = "AGENT",
                ["text_completion"] = "LLM",
                ["response"] = "LLM",
            }.ToFrozenDictionary(),
            InputTokens = "gen_ai.usage.input_tokens",
            OutputTokens = "gen_ai.usage.output_tokens",
            CacheReadTokens = "gen_ai.usage.cache_read.input_tokens",
            CacheCreationTokens = "gen_ai.usage.cache_creation.input_tokens",
            Inputs = ["gen_ai.input.messages", "gen_ai.tool.call.arguments"],
            Outputs = ["gen_ai.output.messages", "gen_ai.tool.call.result"],
            Models = ["gen_ai.response.model", "gen_ai.request.model"],
            Provider = "gen_ai.provider.name",
        },

        // OpenLLMetry, https://github.com/traceloop/openllmetry
        new()
        {
            Kind = "traceloop.span.kind",
            Types = new Dictionary<string, string>
            {
                ["workflow"] = "WORKFLOW", ["task"] = "TASK", ["agent"] = "AGENT", ["tool"] = "TOOL", ["unknown"] = "UNKNOWN",
            }.ToFrozenDictionary(),
            InputTokens = "gen_ai.usage.prompt_tokens",
            OutputTokens = "gen_ai.usage.completion_tokens",
            TotalTokens = "llm.usage.total_tokens",
            Inputs = ["traceloop.entity.input", "gen_ai.prompt.0.content"],
            Outputs = ["traceloop.entity.output", "gen_ai.completion.0.content"],
            Models = [],
            Provider = "gen_ai.system",
        },
    ];

    /// <summary>Names the kind of work.</summary>
    public required string Kind { get; init; }

    /// <summary>The type of MLflow for each kind.</summary>
    public required FrozenDictionary<string, string> Types { get; init; }

    /// <summary>How many tokens went in.</summary>
    public required string InputTokens { get; init; }

    /// <summary>How many tokens came out.</summary>
    public required string OutputTokens { get; init; }

    /// <summary>How many there were in all; where nobody says, their sum.</summary>
    public string? TotalTokens { get; init; }

    /// <summary>How many of the tokens that went in were cached before.</summary>
    public string? CacheReadTokens { get; init; }

    /// <summary>How many of the tokens that went in are cached now.</summary>
    public string? CacheCreationTokens { get; init; }

    /// <summary>What went in.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>What came out.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The model that was called.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Who serves it.</summary>
    public required string Provider { get; init; }

    private static FrozenDictionary<string, string> Same(params string[] names) => names.ToFrozenDictionary(static name => name);
}
