namespace Mlops.Tracking.Runs;

/// <summary>What <c>createRun</c> asks for.</summary>
/// <param name="ExperimentId">The experiment; empty for the default one.</param>
/// <param name="RunName">The name; the service has filled one in.</param>
/// <param name="UserId">Who starts it, as the client said.</param>
/// <param name="StartTime">Milliseconds since the Unix epoch, as the client said.</param>
/// <param name="Tags">The first tags, <c>mlflow.runName</c> among them.</param>
internal sealed record NewRun(string ExperimentId, string RunName, string UserId, long StartTime, IReadOnlyList<Tag> Tags);
