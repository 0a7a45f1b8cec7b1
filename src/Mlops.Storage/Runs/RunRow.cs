using Mlops.Tracking;

namespace Mlops.Storage.Runs;

/// <summary>A run as its database knows it.</summary>
internal readonly record struct RunRow(long Id, long ExperimentId, LifecycleStage LifecycleStage);
