using Mlops.Tracking.Runs;

namespace Mlops.Tracking.LoggedModels;

/// <summary>What <c>createLoggedModel</c> asks for.</summary>
/// <param name="ExperimentId">The experiment; <c>0</c> is the workspace's default one.</param>
/// <param name="Name">The name; empty for a random one.</param>
/// <param name="ModelType">What kind of model it is, or empty.</param>
/// <param name="SourceRunId">The run that logs it, or empty.</param>
/// <param name="Params">The first parameters.</param>
/// <param name="Tags">The first tags; the last of a key counts.</param>
public sealed record NewLoggedModel(
    string ExperimentId, string Name, string ModelType, string SourceRunId, IReadOnlyList<Param> Params, IReadOnlyList<Tag> Tags);
