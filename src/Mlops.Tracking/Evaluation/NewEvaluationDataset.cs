namespace Mlops.Tracking.Evaluation;

/// <summary>What <c>createDataset</c> asks for.</summary>
/// <param name="Name">The name.</param>
/// <param name="ExperimentIds">The experiments it belongs to; <c>0</c> is the workspace's default one.</param>
/// <param name="Tags">The tags; keys are distinct. <c>mlflow.user</c> names who creates it.</param>
internal sealed record NewEvaluationDataset(string Name, IReadOnlyList<string> ExperimentIds, IReadOnlyList<Tag> Tags);
