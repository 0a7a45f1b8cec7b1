namespace Mlops.Tracking.Inputs;

/// <summary>One use of a dataset by the runs of an experiment (MLflow's <c>DatasetSummary</c>).</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">The dataset's name.</param>
/// <param name="Digest">The dataset's fingerprint.</param>
/// <param name="Context">What it was used for (input tag <c>mlflow.data.context</c>); null where no run said.</param>
internal sealed record DatasetSummary(string ExperimentId, string Name, string Digest, string? Context);
