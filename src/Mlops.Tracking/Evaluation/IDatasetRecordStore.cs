using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Evaluation;

/// <summary>Keeps the records of evaluation datasets, per workspace.</summary>
/// <remarks>
/// Every method throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for a dataset that is unknown in the given
/// workspace; a change is durable when the task ends. Arguments are already validated.
/// </remarks>
internal interface IDatasetRecordStore
{
    /// <summary>
    /// Adds records, or merges them into those with the same inputs (rpc <c>upsertDatasetRecords</c>); the dataset's schema,
    /// profile, digest and times follow.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="batch">The records in the order they were sent; several may have the same inputs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were added and how many merged.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when the schema would outgrow its limit; nothing is then
    /// changed.</exception>
    ValueTask<UpsertDatasetRecordsResponse> UpsertAsync(string workspace, string datasetId, DatasetRecordBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads records in the order they were added (rpc <c>getDatasetRecords</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="maxResults">The most records of the page; one with very long records may end earlier, with a token.</param>
    /// <param name="pageToken">The token of the page before, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a token that is none.</exception>
    ValueTask<Page<DatasetRecord>> ReadAsync(string workspace, string datasetId, int maxResults, string? pageToken, CancellationToken cancellationToken);

    /// <summary>Removes records (rpc <c>deleteDatasetRecords</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="recordIds">The records' ids; those the dataset does not have count as gone.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were removed.</returns>
    ValueTask<int> DeleteAsync(string workspace, string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken);
}
