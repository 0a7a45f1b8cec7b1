using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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

    public async Task InvokeAsync(HttpContext context)
    {
        DropDoubledSlashes(context.Request);
        var fromPath = TakePrefix(context.Request);
        var header = context.Request.Headers[HeaderName];
        if (header.Count == 0)
        {
            if (fromPath is null)
            {
                await next(context);
                return;
            }
        }
        else
        {
            string fromHeader;
            try
            {
                fromHeader = await ResolveAsync(context, header.ToString());
            }
            catch (MlflowException error)
            {
                await MlflowError.WriteAsync(context, error);
                return;
            }

            if (fromPath is not null && fromPath != fromHeader)
            {
                await MlflowError.WriteAsync(context, MlflowException.InvalidParameterValue(
                    $"The header {HeaderName} names another workspace than the path '{fromPath}'."));
                return;
            }

            fromPath = fromHeader;
        }

        if (fromPath.Length > 0 && !WorkspacePath.IsValid(fromPath))
        {
            await MlflowError.WriteAsync(context, MlflowException.InvalidParameterValue(
                "Invalid workspace: it must be the path of a code project, such as 'group/project'."));
            return;
        }

        context.Features.Set<IWorkspaceFeature>(new WorkspaceFeature(fromPath));
        await next(context);
    }

    /// <summary>The path that a header's name stands for; only a name of the form that is made for clients is looked up.</summary>
    private static ValueTask<string> ResolveAsync(HttpContext context, string name) =>
        WorkspaceName.MayBeForClients(name) && context.RequestServices.GetService<WorkspaceNames>() is { } names
            ? names.ResolveAsync(name, context.RequestAborted)
            : ValueTask.FromResult(WorkspaceName.ToPath(name));

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
