namespace Mlops.Tracking.Inputs;

/// <summary>The search for datasets in front of the store.</summary>
/// <param name="store">Keeps the datasets.</param>
internal sealed class DatasetService(IDatasetStore store)
{
    /// <inheritdoc cref="IDatasetStore.SearchAsync"/>
    public ValueTask<IReadOnlyList<DatasetSummary>> SearchAsync(
        string workspace, IReadOnlyList<string> experimentIds, int maxResults, CancellationToken cancellationToken) =>
        store.SearchAsync(workspace, experimentIds, maxResults, cancellationToken);
}
