using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Artifacts;

internal sealed class FixedAccess(AccessLevel level) : IAccessControl
{
    public ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(WorkspaceAccess.Of(level));

    public ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken) =>
        ValueTask.FromResult(level >= AccessLevel.Read ? VisibleProjects.All : VisibleProjects.None);
}
