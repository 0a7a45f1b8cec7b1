namespace Mlops.Tracking.Inputs;

/// <summary>The answer of rpc <c>searchDatasets</c>.</summary>
/// <param name="DatasetSummaries">The datasets and their uses, each once.</param>
internal sealed record SearchDatasetsResponse(IReadOnlyList<DatasetSummary> DatasetSummaries);
