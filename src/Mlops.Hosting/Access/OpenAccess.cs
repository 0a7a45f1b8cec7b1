using System.Net;
using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Access;

/// <summary>Everybody who reaches the host over loopback may do everything; nobody else may do anything.</summary>
public sealed class OpenAccess : IAccessControl
{
    /// <inheritdoc/>
    public ValueTask<AccessLevel> GetAccessAsync(HttpContext context, string workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        // In-process test servers have no address.
        var local = context.Connection.LocalIpAddress;
        return ValueTask.FromResult(local is null || IPAddress.IsLoopback(local) ? AccessLevel.Admin : AccessLevel.None);
    }
}
