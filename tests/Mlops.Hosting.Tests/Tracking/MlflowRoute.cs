using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Hosting.Routing;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>A mapped route with one of its methods and a path that leads to it.</summary>
/// <param name="Method">The HTTP method; null for a route that answers whatever no other one does.</param>
/// <param name="Pattern">The pattern as it was mapped.</param>
/// <param name="Access">What the caller needs.</param>
public sealed partial record MlflowRoute(HttpMethod? Method, string Pattern, AccessLevel Access)
{
    /// <summary>Who may call, where it is not about what a workspace allows.</summary>
    public RequiredCaller Caller { get; init; }

    /// <summary>What it is about.</summary>
    internal RouteSubject Subject { get; init; } = RouteSubject.Nothing;

    public string Path => Parameter().Replace(Pattern, "x");

    public static IReadOnlyList<MlflowRoute> All(IEnumerable<RouteEndpoint> endpoints) =>
    [
        .. from endpoint in endpoints
           where endpoint.Metadata.GetMetadata<ProjectCatchAll>() is null && endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is null
           let access = endpoint.Metadata.GetRequiredMetadata<RequiredAccess>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Cast<string?>() ?? [null]
           select new MlflowRoute(method is null ? null : new HttpMethod(method), "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), access.Level)
           {
               Caller = access.Caller,
               Subject = endpoint.Metadata.GetRequiredMetadata<RouteSubject>(),
           },
    ];

    public override string ToString() => $"{Method?.Method ?? "any"} {Pattern}";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
