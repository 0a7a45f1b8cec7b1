namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>
/// Google's Agent Development Kit, https://github.com/google/adk-python: OpenTelemetry's attributes, with requests and answers in some of
/// its own.
/// </summary>
internal static class GoogleAdk
{
    public static SpanConvention Convention { get; } = new()
    {
        Inputs = Read.First("gcp.vertex.agent.llm_request", "gcp.vertex.agent.tool_call_args"),
        Outputs = Read.First("gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_response"),
    };
}
