namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>OpenLLMetry of Traceloop, https://github.com/traceloop/openllmetry.</summary>
internal static class OpenLlmetry
{
    public static SpanConvention Convention { get; } = new()
    {
        Type = Read.Kind("traceloop.span.kind", new()
        {
            ["workflow"] = "WORKFLOW",
            ["task"] = "TASK",
            ["agent"] = "AGENT",
            ["tool"] = "TOOL",
            ["unknown"] = "UNKNOWN",
        }),
        Inputs = Read.First("traceloop.entity.input", "gen_ai.prompt.0.content"),
        Outputs = Read.First("traceloop.entity.output", "gen_ai.completion.0.content"),
        Tokens = new() { Input = ["gen_ai.usage.prompt_tokens"], Output = ["gen_ai.usage.completion_tokens"], Total = ["llm.usage.total_tokens"] },
        Provider = Read.First("gen_ai.system"),
    };
}
