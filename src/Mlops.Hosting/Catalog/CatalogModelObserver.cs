using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Catalog;

/// <summary>Has a project's items built anew when what the catalog shows of its models has changed.</summary>
internal sealed class CatalogModelObserver(CatalogChores chores) : IModelVersionObserver
{
    public ValueTask OnChangedAsync(ModelVersionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);

        // The default workspace is no project; a stage or a description is nothing that items show.
        if (change.Workspace.Length > 0 && change.Kind != ModelVersionChangeKind.Updated)
        {
            chores.Add(new(change.Workspace, CatalogChoreKind.Refresh));
        }

        return ValueTask.CompletedTask;
    }
}
