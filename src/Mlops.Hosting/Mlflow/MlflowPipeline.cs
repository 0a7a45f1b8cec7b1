using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Access;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

/// <summary>What stands around every MLflow route: the access question, and the error envelope.</summary>
internal static class MlflowPipeline
{
    /// <summary>Wraps the endpoints of a group; one that names no access refuses to be built.</summary>
    /// <param name="group">The group's conventions.</param>
    public static void AddMlflowPipeline(this IEndpointConventionBuilder group) => group.Finally(endpoint =>
    {
        var required = endpoint.Metadata.OfType<RequiredAccess>().LastOrDefault()
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} names no access.");
        var inner = endpoint.RequestDelegate
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} has no handler.");
        var isNamed = (endpoint as RouteEndpointBuilder)?.RoutePattern.GetParameter(NamedWorkspace.RouteValue) is not null;
        endpoint.RequestDelegate = context => InvokeAsync(context, required, isNamed, inner);
    });

    private static async Task InvokeAsync(HttpContext context, RequiredAccess required, bool isNamed, RequestDelegate inner)
    {
        try
        {
            if (isNamed)
            {
                await NamedWorkspace.SelectAsync(context);
            }

            if (required.Caller != RequiredCaller.Anybody)
            {
                await CheckCallerAsync(context, required.Caller);
            }

            if (required.Level != AccessLevel.None)
            {
                await CheckAccessAsync(context, required);
            }

            await inner(context);
        }
        catch (MlflowException error)
        {
            await MlflowError.WriteAsync(context, error);
        }
        catch (BadHttpRequestException error)
        {
            await MlflowError.WriteAsync(context, MlflowException.BadRequest(error.Message));
        }
        catch (Exception error) when (IsCallersDeparture(error, context))
        {
            // Nobody reads this any more; it is for the access log.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            // Else the server would wait for the rest of a body that never comes.
            context.Abort();
        }
#pragma warning disable CA1031 // The protocol's clients need its envelope for whatever went wrong.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Mlops.Hosting.Mlflow");
            HostingLog.RequestFailed(logger, error, context.Request.Method, context.Request.Path);
            await MlflowError.WriteAsync(context, 500, ErrorCode.InternalError, "The server failed to answer; its log says why.");
        }
    }

    private static bool IsCallersDeparture(Exception error, HttpContext context) => error is ConnectionResetException
        || (error is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested);

    private static async ValueTask CheckCallerAsync(HttpContext context, RequiredCaller required)
    {
        if (context.RequestServices.GetService<PrincipalAccess>() is not { } principals)
        {
            // Without users there are none to be signed in; the route itself asks about what it shows.
            return;
        }

        var caller = await principals.GetUserAsync(context, context.RequestAborted);
        if (required == RequiredCaller.Administrator && !(caller.User.IsAdmin && caller.IsUnlimited))
        {
            throw MlflowException.PermissionDenied("Permission denied: this is for administrators, with a password or a token of scope admin.");
        }

        context.Features.Set(caller);
    }

    private static async ValueTask CheckAccessAsync(HttpContext context, RequiredAccess required)
    {
        var workspace = context.Features.Get<IWorkspaceFeature>()?.Workspace ?? "";
        var access = context.RequestServices.GetRequiredService<IAccessControl>();
        if (access is PrincipalAccess principals)
        {
            await ResourceAccess.CheckAsync(context, principals, required, workspace);
            return;
        }

        var level = await access.GetAccessAsync(context, workspace, context.RequestAborted);
        if (level < required.Level)
        {
            throw MlflowException.PermissionDenied(level == AccessLevel.None
                ? "Permission denied."
                : $"Permission denied: this needs {required.Level} access to the workspace, the caller has {level}.");
        }
    }
}
