using Mlops.Tracking;

namespace Mlops.Storage.Runs;

/// <summary>A run's number in the database, with what writes to it must know.</summary>
internal readonly record struct ResolvedRun(long Id, long ExperimentId, LifecycleStage LifecycleStage);
