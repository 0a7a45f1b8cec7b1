using System.Text.RegularExpressions;

namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>OpenLLMetry of Traceloop, https://github.com/traceloop/openllmetry.</summary>
internal static partial class OpenLlmetry
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
        Inputs = Read.Either(Read.First("traceloop.entity.input"), Read.Named(Prompt()), Read.Named(ToolArguments())),
        Outputs = Read.Either(Read.First("traceloop.entity.output"), Read.Named(Completion())),
        Tokens = new() { Input = ["gen_ai.usage.prompt_tokens"], Output = ["gen_ai.usage.completion_tokens"], Total = ["llm.usage.total_tokens"] },
        Provider = Read.First("gen_ai.system"),
    };

    // A message is spread over attributes, and not each has a content.
    [GeneratedRegex(@"^gen_ai\.prompt\.[0-9]+\.content\z")]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^gen_ai\.completion\.[0-9]+\.content\z")]
    private static partial Regex Completion();

    [GeneratedRegex(@"^gen_ai\.completion\.[0-9]+\.tool_calls\.[0-9]+\.arguments\z")]
    private static partial Regex ToolArguments();
}
