using System.Net;
using Microsoft.AspNetCore.Http;
using Mlops.Catalog.Projects;

namespace Mlops.Hosting.Access;

/// <summary>
/// Everybody who reaches the host over loopback may do everything; nobody else may do anything. A caller from elsewhere stays one
/// when a proxy on this machine passes the request on and says so.
/// </summary>
public sealed class OpenAccess : IAccessControl
{
    /// <inheritdoc/>
    public ValueTask<AccessLevel> GetAccessAsync(HttpContext context, string workspace, CancellationToken cancellationToken) =>
        ValueTask.FromResult(IsLocal(context) ? AccessLevel.Admin : AccessLevel.None);

    /// <inheritdoc/>
    public ValueTask<VisibleProjects> GetVisibleProjectsAsync(HttpContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(IsLocal(context) ? VisibleProjects.All : VisibleProjects.None);

    private static bool IsLocal(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return IsLocal(context.Connection.LocalIpAddress) && IsLocal(context.Connection.RemoteIpAddress);
    }

    // In-process test servers have no address.
    private static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
