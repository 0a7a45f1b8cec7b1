namespace Mlops.Tracking.Runs;

/// <summary>What <c>updateRun</c> changes; null leaves a field as it is.</summary>
/// <param name="Status">The new status.</param>
/// <param name="EndTime">Milliseconds since the Unix epoch.</param>
/// <param name="RunName">The new name, which the tag <c>mlflow.runName</c> follows.</param>
public sealed record RunUpdate(RunStatus? Status, long? EndTime, string? RunName);
