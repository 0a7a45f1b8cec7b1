namespace Mlops.Tracking.Workspaces;

/// <summary>The workspace rpcs in front of the store.</summary>
/// <param name="store">Keeps the workspaces.</param>
internal sealed class WorkspaceService(IWorkspaceStore store)
{
    /// <inheritdoc cref="IWorkspaceStore.ListAsync"/>
    public ValueTask<IReadOnlyList<Workspace>> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(cancellationToken);

    /// <inheritdoc cref="IWorkspaceStore.GetAsync"/>
    public ValueTask<Workspace> GetAsync(string path, CancellationToken cancellationToken) =>
        store.GetAsync(path, cancellationToken);

    /// <inheritdoc cref="IWorkspaceStore.CreateAsync"/>
    public ValueTask CreateAsync(Workspace workspace, CancellationToken cancellationToken) =>
        store.CreateAsync(workspace, cancellationToken);

    /// <inheritdoc cref="IWorkspaceStore.UpdateAsync"/>
    public ValueTask<Workspace> UpdateAsync(
        string path, string? description, string? defaultArtifactRoot, CancellationToken cancellationToken) =>
        store.UpdateAsync(path, description, defaultArtifactRoot, cancellationToken);

    /// <inheritdoc cref="IWorkspaceStore.DeleteAsync"/>
    public ValueTask DeleteAsync(string path, CancellationToken cancellationToken) =>
        store.DeleteAsync(path, cancellationToken);
}
