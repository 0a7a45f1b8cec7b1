using System.Text.Json.Serialization;

namespace Mlops.Tracking.Evaluation;

/// <summary>
/// The answer of rpcs <c>createDataset</c>, <c>getDataset</c>, <c>addDatasetToExperiments</c> and <c>removeDatasetFromExperiments</c>.
/// </summary>
/// <param name="Dataset">The dataset.</param>
internal sealed record EvaluationDatasetResponse(EvaluationDataset Dataset);

/// <summary>The answer of rpc <c>searchEvaluationDatasets</c>.</summary>
/// <param name="Datasets">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record SearchEvaluationDatasetsResponse(IReadOnlyList<EvaluationDataset> Datasets, string? NextPageToken);

/// <summary>The answer of rpc <c>getDatasetExperimentIds</c>.</summary>
/// <param name="ExperimentIds">The experiments that a dataset belongs to.</param>
internal sealed record DatasetExperimentIdsResponse(IReadOnlyList<string> ExperimentIds);

/// <summary>The answer of rpc <c>upsertDatasetRecords</c>.</summary>
/// <param name="InsertedCount">How many inputs were new.</param>
/// <param name="UpdatedCount">How many records were merged into one that was there, or that came earlier in the request.</param>
internal sealed record UpsertDatasetRecordsResponse(int InsertedCount, int UpdatedCount);

/// <summary>The answer of rpc <c>getDatasetRecords</c>.</summary>
/// <param name="Records">One page: a JSON list of records.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record DatasetRecordsResponse(
    [property: JsonConverter(typeof(Json.EmbeddedJsonConverter))] string Records, string? NextPageToken);

/// <summary>The answer of rpc <c>deleteDatasetRecords</c>.</summary>
/// <param name="DeletedCount">How many records are gone.</param>
internal sealed record DeleteDatasetRecordsResponse(int DeletedCount);
