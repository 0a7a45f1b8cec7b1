using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Mlops.Hosting.Routing;

/// <summary>
/// Puts the route that is meant in the place of the catch-all route for projects, while the application's routing chooses: whatever the
/// application does by endpoint then sees the route itself. A path that is none of ours stays the application's.
/// </summary>
internal sealed class ProjectRoutePolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    // Before the policies that look at methods, hosts and content types.
    public override int Order => int.MinValue + 100;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<ProjectCatchAll>() is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Without another candidate nothing is here (404); with one, it alone decides whether its methods fit (else 405).</summary>
    private static void Leave(CandidateSet candidates, int index)
    {
        if (candidates.Count > 1)
        {
            candidates.SetValidity(index, false);
        }
        else
        {
            candidates.ReplaceEndpoint(index, null, null);
        }
    }

    public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var index = 0; index < candidates.Count; index++)
        {
            if (!candidates.IsValidCandidate(index)
                || candidates[index].Endpoint is not RouteEndpoint catchAll
                || catchAll.Metadata.GetMetadata<ProjectCatchAll>() is null
                || catchAll.Metadata.GetMetadata<ProjectRoutes>() is not { } routes)
            {
                continue;
            }

            if (await routes.FindAsync(httpContext, catchAll) is var (endpoint, values))
            {
                candidates.ReplaceEndpoint(index, endpoint, values);
            }
            else
            {
                Leave(candidates, index);
            }
        }
    }
}

/// <summary>
/// Endpoint metadata of the catch-all route. Whether methods fit is decided when the route is chosen, not when the tree of routes is built:
/// there it would look as if all methods fit the application's own routes below <c>/mlflow</c>.
/// </summary>
internal sealed class ProjectCatchAll : IDynamicEndpointMetadata, IHttpMethodMetadata
{
    public bool IsDynamic => true;

    public IReadOnlyList<string> HttpMethods { get; } = ["GET"];

    public bool AcceptCorsPreflight { get; set; }

    public static ProjectCatchAll Instance { get; } = new();
}
