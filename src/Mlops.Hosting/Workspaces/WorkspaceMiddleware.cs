using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Mlflow;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Workspaces;

/// <summary>
/// Takes <c>/mlflow/{project path}/tracking</c> off the front of a path before routing, so that one set of routes serves the root
/// and every project; MLflow's workspace header selects the same thing.
/// </summary>
internal sealed class WorkspaceMiddleware(RequestDelegate next)
{
    public const string HeaderName = "X-MLFLOW-WORKSPACE";
    private const string Prefix = "/mlflow/";
    private const string Suffix = "/tracking";

    public Task InvokeAsync(HttpContext context)
    {
        DropDoubledSlashes(context.Request);
        var fromPath = TakePrefix(context.Request);
        var header = context.Request.Headers[HeaderName];
        if (header.Count == 0)
        {
            if (fromPath is null)
            {
                return next(context);
            }
        }
        else
        {
            var fromHeader = header.ToString() is "default" ? "" : header.ToString();
            if (fromPath is not null && fromPath != fromHeader)
            {
                return MlflowError.WriteAsync(context, MlflowException.InvalidParameterValue(
                    $"The header {HeaderName} names another workspace than the path '{fromPath}'."));
            }

            fromPath = fromHeader;
        }

        if (fromPath.Length > 0 && !WorkspacePath.IsValid(fromPath))
        {
            return MlflowError.WriteAsync(context, MlflowException.InvalidParameterValue(
                "Invalid workspace: it must be the path of a code project, such as 'group/project'."));
        }

        context.Features.Set<IWorkspaceFeature>(new WorkspaceFeature(fromPath));
        return next(context);
    }

    // Clients join a server's address that ends in a slash with a path that begins with one (protocol 3.2).
    private static void DropDoubledSlashes(HttpRequest request)
    {
        if (request.Path.Value is ['/', '/', ..] path && path.TrimStart('/') is var rest
            && (IsRoute(rest) || rest.StartsWith(Prefix[1..], StringComparison.Ordinal)))
        {
            request.Path = new PathString("/" + rest);
        }
    }

    private static string? TakePrefix(HttpRequest request)
    {
        var path = request.Path.Value;
        if (path is null || !path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        // A project may itself be called "tracking": the first such segment that is followed by one of our routes counts.
        for (var at = path.IndexOf(Suffix, Prefix.Length, StringComparison.Ordinal); at > 0; at = path.IndexOf(Suffix, at + 1, StringComparison.Ordinal))
        {
            var rest = path[(at + Suffix.Length)..];
            if (at > Prefix.Length && (rest.Length == 0 || rest[0] == '/') && IsRoute(rest))
            {
                request.PathBase = request.PathBase.Add(new PathString(path[..(at + Suffix.Length)]));
                request.Path = new PathString(rest);
                DropDoubledSlashes(request);
                return path[Prefix.Length..at];
            }
        }

        return null;
    }

    private static bool IsRoute(string rest)
    {
        var trimmed = rest.AsSpan().TrimStart('/');
        var end = trimmed.IndexOf('/');
        return (end < 0 ? trimmed : trimmed[..end]) is "" or "api" or "ajax-api" or "health" or "version" or "get-artifact" or "model-versions" or "graphql" or "static-files" or "v1";
    }
}
