namespace Mlops.Tracking.Inputs;

/// <summary>Knows the datasets that runs read.</summary>
internal interface IDatasetStore
{
    /// <summary>Lists the datasets of experiments with what they were used for (rpc <c>searchDatasets</c>).</summary>
    /// <param name="workspace">The workspace path; experiments of other workspaces yield nothing.</param>
    /// <param name="experimentIds">The experiments.</param>
    /// <param name="maxResults">The most rows to list.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Each combination of dataset and context once.</returns>
    ValueTask<IReadOnlyList<DatasetSummary>> SearchAsync(
        string workspace, IReadOnlyList<string> experimentIds, int maxResults, CancellationToken cancellationToken);
}
