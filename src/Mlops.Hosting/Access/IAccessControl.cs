using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Access;

/// <summary>Answers what the caller of a request may do; every route asks once.</summary>
public interface IAccessControl
{
    /// <summary>What the caller may do in a workspace.</summary>
    /// <param name="context">The request with its caller.</param>
    /// <param name="workspace">The workspace or project path; empty for the default workspace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The caller's level there.</returns>
    ValueTask<AccessLevel> GetAccessAsync(HttpContext context, string workspace, CancellationToken cancellationToken);
}
