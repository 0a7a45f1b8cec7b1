namespace Mlops.Tracking.Traces;

/// <summary>MLflow's keys of trace metadata, trace tags and metrics that this server reads or writes itself.</summary>
internal static class TraceNames
{
    /// <summary>Metadata: <c>true</c> once a client has sent its own account of the trace, which spans then no longer change.</summary>
    public const string InfoFinalized = "mlflow.trace.infoFinalized";

    /// <summary>Metadata: JSON of the tokens that the trace used.</summary>
    public const string TokenUsage = "mlflow.trace.tokenUsage";

    /// <summary>Metadata: JSON of what the trace cost in US dollars.</summary>
    public const string Cost = "mlflow.trace.cost";

    /// <summary>Metadata: the session that the trace is part of.</summary>
    public const string Session = "mlflow.trace.session";

    /// <summary>Metadata: the user whose request the trace is.</summary>
    public const string User = "mlflow.trace.user";

    /// <summary>Metadata: JSON that tells how many spans (<c>num_spans</c>) the trace has.</summary>
    public const string SizeStats = "mlflow.trace.sizeStats";

    /// <summary>Metadata: the run that the trace was made in.</summary>
    public const string SourceRun = "mlflow.sourceRun";

    /// <summary>Tag: the trace's name.</summary>
    public const string TraceName = "mlflow.traceName";

    /// <summary>Tag: the URI of the trace's files.</summary>
    public const string ArtifactLocation = "mlflow.artifactLocation";

    /// <summary>Tag: where the spans are; <see cref="TrackingStore"/> where this server has them.</summary>
    public const string SpansLocation = "mlflow.trace.spansLocation";

    /// <summary>The value of <see cref="SpansLocation"/> for spans in the database.</summary>
    public const string TrackingStore = "TRACKING_STORE";

    /// <summary>The metrics of tokens, in the order in which they are written.</summary>
    public static IReadOnlyList<string> TokenKeys { get; } =
        ["input_tokens", "output_tokens", "total_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"];

    /// <summary>The metrics of cost, in the order in which they are written.</summary>
    public static IReadOnlyList<string> CostKeys { get; } = ["input_cost", "output_cost", "total_cost"];
}
