namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>VoltAgent, https://voltagent.dev/docs/observability/.</summary>
internal static class VoltAgent
{
    private static readonly Dictionary<string, string> Types = new() { ["agent"] = "AGENT", ["llm"] = "LLM", ["tool"] = "TOOL", ["memory"] = "MEMORY" };

    public static SpanConvention Convention { get; } = new()
    {
        // The spans within an agent's carry its entity.type; only the agent's own has nothing else.
        Type = Read.Either(Read.Kind("span.type", Types), Read.Kind("entity.type", Types)),
        Inputs = Read.First("agent.messages", "llm.messages", "input"),
        Outputs = Read.First("output"),
        Tokens = new()
        {
            Input = ["usage.prompt_tokens", "llm.usage.prompt_tokens"],
            Output = ["usage.completion_tokens", "llm.usage.completion_tokens"],
            Total = ["usage.total_tokens", "llm.usage.total_tokens"],
        },
        MessageFormat = Read.Presence(("voltagent.operation_id", "voltagent"), ("voltagent.conversation_id", "voltagent")),
    };
}
