namespace Mlops.Tracking.Experiments;

/// <summary>The answer of rpc <c>createExperiment</c>.</summary>
/// <param name="ExperimentId">The new experiment's id.</param>
internal sealed record CreateExperimentResponse(string ExperimentId);

/// <summary>The answer of rpcs <c>getExperiment</c> and <c>getExperimentByName</c>.</summary>
/// <param name="Experiment">The experiment.</param>
internal sealed record GetExperimentResponse(Experiment Experiment);

/// <summary>The answer of rpc <c>searchExperiments</c>.</summary>
/// <param name="Experiments">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record SearchExperimentsResponse(IReadOnlyList<Experiment> Experiments, string? NextPageToken);
