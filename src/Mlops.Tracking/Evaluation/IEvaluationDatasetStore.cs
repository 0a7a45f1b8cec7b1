using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Evaluation;

/// <summary>Keeps evaluation datasets with their tags and experiments, per workspace.</summary>
/// <remarks>A change is durable when the task ends. Arguments are already validated.</remarks>
internal interface IEvaluationDatasetStore
{
    /// <summary>Creates a dataset without records (rpc <c>createDataset</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="dataset">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The dataset with its experiments.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an experiment that is unknown in the workspace.</exception>
    ValueTask<EvaluationDataset> CreateAsync(string workspace, NewEvaluationDataset dataset, CancellationToken cancellationToken);

    /// <summary>Reads a dataset without its records and experiments (rpc <c>getDataset</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown one.</exception>
    ValueTask<EvaluationDataset> GetAsync(string workspace, string datasetId, CancellationToken cancellationToken);

    /// <summary>Searches datasets (rpc <c>searchEvaluationDatasets</c>).</summary>
    /// <param name="workspace">The workspace path; nothing of other workspaces is found.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<EvaluationDataset>> SearchAsync(string workspace, EvaluationDatasetQuery query, CancellationToken cancellationToken);

    /// <summary>Removes a dataset with its records (rpc <c>deleteDataset</c>); an unknown one is already gone.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(string workspace, string datasetId, CancellationToken cancellationToken);

    /// <summary>Sets tags (rpc <c>setDatasetTags</c>); others stay.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="tags">The tags; keys are distinct.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown dataset.</exception>
    ValueTask SetTagsAsync(string workspace, string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken);

    /// <summary>Removes a tag (rpc <c>deleteDatasetTag</c>); one that is not there, or an unknown dataset's, is already gone.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteTagAsync(string workspace, string datasetId, string key, CancellationToken cancellationToken);

    /// <summary>Lists the experiments of a dataset (rpc <c>getDatasetExperimentIds</c>), by their numbers.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Experiment ids; none for an unknown dataset.</returns>
    ValueTask<IReadOnlyList<string>> GetExperimentIdsAsync(string workspace, string datasetId, CancellationToken cancellationToken);

    /// <summary>Adds a dataset to experiments (rpc <c>addDatasetToExperiments</c>); it may be in some already.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="experimentIds">The experiments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The dataset after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown dataset or experiment; nothing is then
    /// changed.</exception>
    ValueTask<EvaluationDataset> AddToExperimentsAsync(string workspace, string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken);

    /// <summary>Takes a dataset out of experiments (rpc <c>removeDatasetFromExperiments</c>); it need not be in them.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="datasetId">The dataset's id.</param>
    /// <param name="experimentIds">The experiments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The dataset after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown dataset.</exception>
    ValueTask<EvaluationDataset> RemoveFromExperimentsAsync(string workspace, string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken);
}
