namespace Mlops.Tracking.Inputs;

/// <summary>A dataset that a run read (MLflow's <c>Dataset</c>).</summary>
public sealed record Dataset
{
    /// <summary>Its name, at most 500 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its fingerprint, at most 36 characters; name and digest identify it within an experiment.</summary>
    public required string Digest { get; init; }

    /// <summary>The kind of source, such as <c>http</c> or <c>code</c>.</summary>
    public required string SourceType { get; init; }

    /// <summary>Where it comes from, as JSON text.</summary>
    public required string Source { get; init; }

    /// <summary>Its columns, as JSON text.</summary>
    public string? Schema { get; init; }

    /// <summary>Its size and statistics, as JSON text.</summary>
    public string? Profile { get; init; }
}
