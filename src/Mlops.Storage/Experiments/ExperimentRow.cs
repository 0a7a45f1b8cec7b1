using Mlops.Tracking;

namespace Mlops.Storage.Experiments;

/// <summary>An experiment as its database knows it.</summary>
internal sealed record ExperimentRow(long Id, string ArtifactLocation, LifecycleStage LifecycleStage);
