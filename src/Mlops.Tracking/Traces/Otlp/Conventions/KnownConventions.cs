namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>The conventions that are understood.</summary>
internal static class KnownConventions
{
    /// <summary>In the order in which they are asked, which is that of MLflow's own server: many spans speak two of them.</summary>
    public static IReadOnlyList<SpanConvention> All { get; } =
    [
        OpenInference.Convention,
        GeminiCli.Convention,
        OpenTelemetryGenAi.Convention,
        SpringAi.Convention,
        OpenLlmetry.Convention,
        GoogleAdk.Convention,
        VercelAi.Convention,
        VoltAgent.Convention,
        LiveKit.Convention,
        Laminar.Convention,
        Langfuse.Convention,
    ];
}
