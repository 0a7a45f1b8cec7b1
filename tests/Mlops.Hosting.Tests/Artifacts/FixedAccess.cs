using Microsoft.AspNetCore.Http;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Artifacts;

internal sealed class FixedAccess(AccessLevel level) : IAccessControl
{
    public ValueTask<AccessLevel> GetAccessAsync(HttpContext context, string workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(level);

    public ValueTask<VisibleProjects> GetVisibleProjectsAsync(HttpContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(level >= AccessLevel.Read ? VisibleProjects.All : VisibleProjects.None);
}
