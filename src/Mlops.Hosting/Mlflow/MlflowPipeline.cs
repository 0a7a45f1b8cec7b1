using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access;
using Mlops.Hosting.Failures;
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

    private static Task InvokeAsync(HttpContext context, RequiredAccess required, RouteSubject subject, bool isNamed, RequestDelegate inner) =>
        RequestPipeline.InvokeAsync(context, () => AnswerAsync(context, required, subject, isNamed, inner), MlflowError.WriteAsync);

    private static async Task AnswerAsync(HttpContext context, RequiredAccess required, RouteSubject subject, bool isNamed, RequestDelegate inner)
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
        finally
        {
            context.Features.Get<MlflowRequestBody>()?.Dispose();
        }
    }

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
