using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Evaluation;

/// <summary>The rules of the evaluation-dataset rpcs in front of the stores.</summary>
/// <param name="datasets">Keeps the datasets.</param>
/// <param name="records">Keeps their records.</param>
internal sealed class EvaluationDatasetService(IEvaluationDatasetStore datasets, IDatasetRecordStore records)
{
    private const int DefaultPage = 1000;

    // Clients ask for a thousand and follow the tokens; a larger page only costs memory.
    private const int LargestPage = 5000;

    /// <summary>Creates a dataset (rpc <c>createDataset</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The name.</param>
    /// <param name="experimentIds">The experiments it belongs to.</param>
    /// <param name="tags">A JSON object, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a rule; <c>RESOURCE_DOES_NOT_EXIST</c> for an
    /// unknown experiment.</exception>
    public ValueTask<EvaluationDataset> CreateAsync(
        string workspace, string name, IReadOnlyList<string> experimentIds, string? tags, CancellationToken cancellationToken)
    {
        EvaluationLimits.CheckName(name);
        return datasets.CreateAsync(workspace, new NewEvaluationDataset(name, experimentIds, EvaluationLimits.ReadTags(tags)), cancellationToken);
    }

    /// <summary>Sets tags (rpc <c>setDatasetTags</c>); a null value leaves a tag as it is.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="tags">A JSON object.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a rule; <c>RESOURCE_DOES_NOT_EXIST</c> for an
    /// unknown dataset.</exception>
    public ValueTask SetTagsAsync(string workspace, string datasetId, string tags, CancellationToken cancellationToken) =>
        datasets.SetTagsAsync(workspace, datasetId, EvaluationLimits.ReadTags(tags), cancellationToken);

    /// <summary>Adds records or merges them into those with the same inputs (rpc <c>upsertDatasetRecords</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="json">A JSON list of records.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were added and how many merged.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a rule; <c>RESOURCE_DOES_NOT_EXIST</c> for an
    /// unknown dataset.</exception>
    public ValueTask<UpsertDatasetRecordsResponse> UpsertRecordsAsync(string workspace, string datasetId, string json, CancellationToken cancellationToken) =>
        records.UpsertAsync(workspace, datasetId, DatasetRecordBatch.Parse(json), cancellationToken);

    /// <summary>Reads a page of records (rpc <c>getDatasetRecords</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="maxResults">The most records; null or 0 for 1000.</param>
    /// <param name="pageToken">The token of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The page.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a rule; <c>RESOURCE_DOES_NOT_EXIST</c> for an
    /// unknown dataset.</exception>
    public async ValueTask<DatasetRecordsResponse> ReadRecordsAsync(
        string workspace, string datasetId, int? maxResults, string? pageToken, CancellationToken cancellationToken)
    {
        if (maxResults < 0)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value {maxResults} for parameter 'max_results' supplied. It must be a positive integer");
        }

        var size = maxResults is null or 0 ? DefaultPage : Math.Min(maxResults.Value, LargestPage);
        var page = await records.ReadAsync(workspace, datasetId, size, string.IsNullOrEmpty(pageToken) ? null : pageToken, cancellationToken);
        return new DatasetRecordsResponse(DatasetRecord.WriteList(page.Items), page.NextPageToken);
    }

    /// <inheritdoc cref="IEvaluationDatasetStore.SearchAsync"/>
    public ValueTask<Page<EvaluationDataset>> SearchAsync(
        string workspace, EvaluationDatasetQuery query, CancellationToken cancellationToken) =>
        datasets.SearchAsync(workspace, query, cancellationToken);

    /// <inheritdoc cref="IEvaluationDatasetStore.GetAsync"/>
    public ValueTask<EvaluationDataset> GetAsync(string workspace, string datasetId, CancellationToken cancellationToken) =>
        datasets.GetAsync(workspace, datasetId, cancellationToken);

    /// <inheritdoc cref="IEvaluationDatasetStore.DeleteAsync"/>
    public ValueTask DeleteAsync(string workspace, string datasetId, CancellationToken cancellationToken) =>
        datasets.DeleteAsync(workspace, datasetId, cancellationToken);

    /// <inheritdoc cref="IEvaluationDatasetStore.DeleteTagAsync"/>
    public ValueTask DeleteTagAsync(string workspace, string datasetId, string key, CancellationToken cancellationToken) =>
        datasets.DeleteTagAsync(workspace, datasetId, key, cancellationToken);

    /// <inheritdoc cref="IEvaluationDatasetStore.GetExperimentIdsAsync"/>
    public ValueTask<IReadOnlyList<string>> GetExperimentIdsAsync(
        string workspace, string datasetId, CancellationToken cancellationToken) =>
        datasets.GetExperimentIdsAsync(workspace, datasetId, cancellationToken);

    /// <inheritdoc cref="IEvaluationDatasetStore.AddToExperimentsAsync"/>
    public ValueTask<EvaluationDataset> AddToExperimentsAsync(
        string workspace, string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken) =>
        datasets.AddToExperimentsAsync(workspace, datasetId, experimentIds, cancellationToken);

    /// <inheritdoc cref="IEvaluationDatasetStore.RemoveFromExperimentsAsync"/>
    public ValueTask<EvaluationDataset> RemoveFromExperimentsAsync(
        string workspace, string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken) =>
        datasets.RemoveFromExperimentsAsync(workspace, datasetId, experimentIds, cancellationToken);

    /// <inheritdoc cref="IDatasetRecordStore.DeleteAsync"/>
    public ValueTask<int> DeleteRecordsAsync(
        string workspace, string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken) =>
        records.DeleteAsync(workspace, datasetId, recordIds, cancellationToken);
}
