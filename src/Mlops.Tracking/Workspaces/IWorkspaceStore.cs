using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Workspaces;

/// <summary>
/// Keeps what is said about workspaces. A workspace needs no creating: it exists from the first write to it. Paths are already validated,
/// and every method but list throws <c>RESOURCE_DOES_NOT_EXIST</c> for a path that was never written to or created.
/// </summary>
internal interface IWorkspaceStore
{
    /// <summary>All workspaces by path, the default one first (rpc <c>listWorkspaces</c>).</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<Workspace>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reads a workspace (rpc <c>getWorkspace</c>).</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<Workspace> GetAsync(string path, CancellationToken cancellationToken);

    /// <summary>Creates a workspace (rpc <c>createWorkspace</c>).</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> for one that exists.</exception>
    ValueTask CreateAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Changes a workspace (rpc <c>updateWorkspace</c>); null leaves a text as it is, an empty one clears it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="description">The new description.</param>
    /// <param name="defaultArtifactRoot">The new place for artifacts; for experiments created from now on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The workspace after the change.</returns>
    ValueTask<Workspace> UpdateAsync(string path, string? description, string? defaultArtifactRoot, CancellationToken cancellationToken);

    /// <summary>Deletes a workspace that holds nothing, with the permissions in it (rpc <c>deleteWorkspace</c>).</summary>
    /// <param name="path">The path; not the default one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_CONFLICT</c> when experiments or registered models are in it, deleted ones
    /// included.</exception>
    ValueTask DeleteAsync(string path, CancellationToken cancellationToken);
}
