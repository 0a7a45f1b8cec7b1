using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Access;

/// <summary>What the application's own authorization says about our endpoints.</summary>
internal static class ApplicationAuthorization
{
    // Set by ASP.NET Core's authorization middleware; its endpoint middleware looks for it too.
    private const string Invoked = "__AuthorizationMiddlewareWithEndpointInvoked";

    /// <summary>Whether a request has passed it.</summary>
    public static bool Passed(HttpContext context) => context.Items.ContainsKey(Invoked)
        && context.GetEndpoint() is { } endpoint && Covers(endpoint, context.RequestServices);

    /// <summary>Whether it asks about an endpoint.</summary>
    public static bool Covers(Endpoint endpoint, IServiceProvider services) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
            || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null
            || services.GetService<IOptions<AuthorizationOptions>>()?.Value.FallbackPolicy is not null);
}
