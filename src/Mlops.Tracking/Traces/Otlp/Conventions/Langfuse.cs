namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>Langfuse's observations, https://langfuse.com/integrations/native/opentelemetry.</summary>
internal static class Langfuse
{
    public static SpanConvention Convention { get; } = new()
    {
        Type = Read.Kind("langfuse.observation.type", new()
        {
            ["generation"] = "LLM",
            ["embedding"] = "EMBEDDING",
            ["tool"] = "TOOL",
            ["retriever"] = "RETRIEVER",
            ["agent"] = "AGENT",
            ["chain"] = "CHAIN",
            ["evaluator"] = "EVALUATOR",
            ["guardrail"] = "GUARDRAIL",
            ["span"] = "UNKNOWN",
        }),
        Inputs = Read.First("langfuse.observation.input"),
        Outputs = Read.First("langfuse.observation.output"),
    };
}
