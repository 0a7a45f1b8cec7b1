using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Artifacts;

internal sealed class FixedAccess(AccessLevel level) : IAccessControl
{
    public ValueTask<AccessLevel> GetAccessAsync(HttpContext context, string workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(level);
}
