namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>OpenInference, https://github.com/Arize-ai/openinference.</summary>
internal static class OpenInference
{
    public static SpanConvention Convention { get; } = new()
    {
        Type = Read.Kind("openinference.span.kind", new()
        {
            ["TOOL"] = "TOOL",
            ["CHAIN"] = "CHAIN",
            ["LLM"] = "LLM",
            ["RETRIEVER"] = "RETRIEVER",
            ["EMBEDDING"] = "EMBEDDING",
            ["AGENT"] = "AGENT",
            ["RERANKER"] = "RERANKER",
            ["UNKNOWN"] = "UNKNOWN",
            ["GUARDRAIL"] = "GUARDRAIL",
            ["EVALUATOR"] = "EVALUATOR",
        }),
        Inputs = Read.First("input.value"),
        Outputs = Read.First("output.value"),
        Tokens = new() { Input = ["llm.token_count.prompt"], Output = ["llm.token_count.completion"], Total = ["llm.token_count.total"] },
        Model = Read.First("llm.model_name", "embedding.model_name"),
        Provider = Read.First("llm.provider"),
    };
}
