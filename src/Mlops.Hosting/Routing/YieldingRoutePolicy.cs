using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Mlops.Hosting.Routing;

/// <summary>
/// Takes routes of ours whose paths applications commonly have too, such as <c>/health</c>, out of the choice where the application has a
/// route for the path, whatever its methods are and whichever was mapped first. Only fallback routes come after ours.
/// </summary>
internal sealed class YieldingRoutePolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    // Before the policy that looks at methods.
    public override int Order => int.MinValue + 101;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<YieldingRoute>() is not null)
            {
                return true;
            }
        }

        return false;
    }

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var isOthers = false;
        for (var index = 0; index < candidates.Count; index++)
        {
            // In order: whatever comes before one of ours is the application's, unless it is another one of ours.
            if (candidates[index].Endpoint.Metadata.GetMetadata<YieldingRoute>() is null)
            {
                isOthers |= candidates.IsValidCandidate(index);
            }
            else if (isOthers)
            {
                candidates.SetValidity(index, false);
            }
        }

        return Task.CompletedTask;
    }
}

/// <summary>
/// Endpoint metadata of a route that yields. The choice is made per request, since one of methods would be made before it.
/// </summary>
internal sealed class YieldingRoute : IDynamicEndpointMetadata
{
    /// <summary>Behind the application's own routes and before its fallbacks.</summary>
    public const int Order = 1000;

    public static YieldingRoute Instance { get; } = new();

    public bool IsDynamic => true;
}
