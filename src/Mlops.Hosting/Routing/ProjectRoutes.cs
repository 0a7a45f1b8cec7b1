using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Routing;

/// <summary>
/// The routes of one <c>MapMlflowApi()</c> a second time, as they are found below <c>/mlflow/{project path}/tracking</c>. A project's path
/// has any number of segments, which no route pattern can have before its end: a catch-all route finds such requests, and
/// <see cref="ProjectRoutePolicy"/> puts the route in its place that this table finds for the rest of the path.
/// </summary>
internal sealed class ProjectRoutes
{
    /// <summary>The pattern of the catch-all route.</summary>
    public const string Pattern = "/mlflow/{**projectRoute}";

    private const string Prefix = "/mlflow/";
    private const string Suffix = "/tracking";
    private readonly Lock _building = new();
    private volatile Table? _table;

    /// <summary>Finds the route of a request below a project's tracking address.</summary>
    /// <param name="context">The request; its path, endpoint and route values are left as they were.</param>
    /// <param name="catchAll">The catch-all route that found it.</param>
    /// <returns>The route with its values, or null for a request that is none of ours.</returns>
    public async ValueTask<(Endpoint Endpoint, RouteValueDictionary Values)?> FindAsync(HttpContext context, RouteEndpoint catchAll)
    {
        var request = context.Request;
        var path = request.Path;
        var start = MountLength(path.Value, catchAll.RoutePattern.PathSegments.Count - 2);
        if (path.Value is not { } text || start < 0 || !text.AsSpan(start).StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var table = _table ?? Build(context, catchAll);
        var first = start + Prefix.Length;

        // A project may itself be called "tracking": the first such segment that is followed by one of our routes counts.
        for (var at = text.IndexOf(Suffix, first, StringComparison.Ordinal); at > 0; at = text.IndexOf(Suffix, at + 1, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(at + Suffix.Length);
            if (at == first || (rest.Length > 0 && rest[0] != '/') || !table.HasRoute(rest))
            {
                continue;
            }

            var found = new ProjectRequest(text[first..at], text[..(at + Suffix.Length)], rest.Length == 0 ? "" : "/" + rest.TrimStart('/').ToString());
            var values = request.RouteValues;
            request.Path = new PathString(text[..start] + (found.Rest.Length == 0 ? "/" : found.Rest));
            try
            {
                await table.Match(context);
                if (context.GetEndpoint() is { } endpoint)
                {
                    context.Features.Set<Workspaces.IWorkspaceFeature>(found);
                    return (endpoint, request.RouteValues);
                }

                return null;
            }
            finally
            {
                request.Path = path;
                context.SetEndpoint(null);
                context.Features.Get<IRouteValuesFeature>()?.RouteValues = values;
            }
        }

        return null;
    }

    /// <summary>The length of the first segments of a path, or -1 where there are fewer.</summary>
    public static int MountLength(string? path, int segments)
    {
        var at = 0;
        for (; segments > 0; segments--)
        {
            if (path is null || at >= path.Length)
            {
                return -1;
            }

            var end = path.IndexOf('/', at + 1);
            at = end < 0 ? path.Length : end;
        }

        return at;
    }

    private Table Build(HttpContext context, RouteEndpoint catchAll)
    {
        lock (_building)
        {
            return _table ??= new Table(
                context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                    .Where(endpoint => endpoint != catchAll && endpoint.Metadata.GetMetadata<ProjectRoutes>() == this),
                catchAll.RoutePattern.PathSegments.Count - 2,
                context.RequestServices.GetRequiredService<IOptions<RouteOptions>>().Value);
        }
    }

    private sealed class Table
    {
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _firstSegments;

        public Table(IEnumerable<RouteEndpoint> endpoints, int mountSegments, RouteOptions options)
        {
            var routes = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ProjectEntry>() is not null).Select(AsProjectRoute).ToArray();
            _firstSegments = routes.Select(route => (route.RoutePattern.PathSegments.ElementAtOrDefault(mountSegments)?.Parts[0] as RoutePatternLiteralPart)?.Content ?? "")
                .ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddRouting(own =>
            {
                // A group's prefix may use the application's own constraints.
                foreach (var (name, constraint) in options.ConstraintMap)
                {
                    own.ConstraintMap[name] = constraint;
                }
            });
            services.AddSingleton<System.Diagnostics.DiagnosticListener>(new System.Diagnostics.DiagnosticListener("Mlops.Hosting.Routing"));
            var pipeline = new ApplicationBuilder(services.BuildServiceProvider());
            pipeline.UseRouting();
            pipeline.Run(static _ => Task.CompletedTask);
            pipeline.UseEndpoints(builder => builder.DataSources.Add(new DefaultEndpointDataSource(routes)));
            Match = pipeline.Build();
        }

        /// <summary>Sets the request's endpoint and route values, and does nothing else.</summary>
        public RequestDelegate Match { get; }

        /// <summary>Whether a path starts like one of the routes, so that it is worth looking for it.</summary>
        public bool HasRoute(ReadOnlySpan<char> path)
        {
            var trimmed = path.TrimStart('/');
            var end = trimmed.IndexOf('/');
            return _firstSegments.Contains(end < 0 ? trimmed : trimmed[..end]);
        }

        /// <summary>The route with its own way in; one that is left out or moved at the root is there for projects.</summary>
        private static RouteEndpoint AsProjectRoute(RouteEndpoint endpoint) => new(
            endpoint.Metadata.GetRequiredMetadata<ProjectEntry>().Invoke,
            endpoint.RoutePattern,
            endpoint.Order,
            new EndpointMetadataCollection(endpoint.Metadata.Where(static item => item is not ISuppressMatchingMetadata)),
            endpoint.DisplayName);
    }
}

/// <summary>Endpoint metadata: what answers the route below a project's tracking address.</summary>
internal sealed record ProjectEntry(RequestDelegate Invoke);
