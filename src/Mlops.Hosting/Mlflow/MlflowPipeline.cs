using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Access;
using Mlops.Hosting.Routing;
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
        var subject = endpoint.Metadata.OfType<RouteSubject>().LastOrDefault()
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} does not say what it is about.");
        var inner = endpoint.RequestDelegate
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} has no handler.");
        var isNamed = (endpoint as RouteEndpointBuilder)?.RoutePattern.GetParameter(NamedWorkspace.RouteValue) is not null;
        endpoint.ApplicationServices.GetRequiredService<RequestEntry>()
            .Guard(endpoint, context => InvokeAsync(context, required, subject, isNamed, inner));
    });

    private static async Task InvokeAsync(HttpContext context, RequiredAccess required, RouteSubject subject, bool isNamed, RequestDelegate inner)
    {
        try
        {
            await RequestedWorkspace.SelectAsync(context);
            if (isNamed)
            {
                await NamedWorkspace.SelectAsync(context);
            }

            await CheckAsync(context, required, subject);
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
        finally
        {
            context.Features.Get<MlflowRequestBody>()?.Dispose();
        }
    }

    private static bool IsCallersDeparture(Exception error, HttpContext context) => error is ConnectionResetException
        || (error is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested);

    private static async ValueTask CheckAsync(HttpContext context, RequiredAccess required, RouteSubject subject)
    {
        if (required is { Level: AccessLevel.None, Caller: RequiredCaller.Anybody })
        {
            return;
        }

        if (context.RequestServices.GetService<CallerSignIn>() is { } signIn)
        {
            await signIn.SignInAsync(context);
            if (required.Caller != RequiredCaller.Anybody)
            {
                await CheckCallerAsync(context, signIn, required.Caller);
            }
        }

        if (required.Level != AccessLevel.None)
        {
            await ResourceAccess.CheckAsync(context, required, subject, context.Features.Get<IWorkspaceFeature>()?.Workspace ?? "");
        }
    }

    private static async ValueTask CheckCallerAsync(HttpContext context, CallerSignIn signIn, RequiredCaller required)
    {
        var caller = await signIn.GetUserAsync(context, context.RequestAborted);
        if (required == RequiredCaller.Administrator && !(caller.User.IsAdmin && caller.IsUnlimited))
        {
            throw MlflowException.PermissionDenied("Permission denied: this is for administrators, with a password or a token of scope admin.");
        }

        context.Features.Set(caller);
    }
}
