namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>Laminar, https://docs.lmnr.ai: tokens, model and provider in the attributes of OpenTelemetry and OpenLLMetry.</summary>
internal static class Laminar
{
    private const string Kind = "lmnr.span.type";

    public static SpanConvention Convention { get; } = new()
    {
        Type = Read.Kind(Kind, new()
        {
            ["LLM"] = "LLM",
            ["TOOL"] = "TOOL",
            ["DEFAULT"] = "CHAIN",
            ["PIPELINE"] = "CHAIN",
            ["EXECUTOR"] = "AGENT",
            ["EVALUATOR"] = "EVALUATOR",
            ["HUMAN_EVALUATOR"] = "EVALUATOR",
            ["EVALUATION"] = "EVALUATOR",
            ["CACHED"] = "LLM",
        }),
        Inputs = Read.First("lmnr.span.input"),
        Outputs = Read.First("lmnr.span.output"),
        MessageFormat = Read.Presence((Kind, "openai")),
    };
}
