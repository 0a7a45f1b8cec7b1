using Mlops.Tracking.Inputs;

namespace Mlops.Tracking.Runs;

/// <summary>A run of a training script (MLflow's <c>Run</c>).</summary>
public sealed record Run
{
    /// <summary>What it is.</summary>
    public required RunInfo Info { get; init; }

    /// <summary>What it logged.</summary>
    public RunData Data { get; init => field = value ?? new(); } = new();

    /// <summary>What it read.</summary>
    public RunInputs Inputs { get; init => field = value ?? new(); } = new();

    /// <summary>What it made; null where the answer has none.</summary>
    public RunOutputs? Outputs { get; init; }
}
