using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Hosting.Configuration;
using Mlops.Hosting.Routing;
using Mlops.Stac.Search;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Problems;

/// <summary>What stands around every route of the catalog: the question what the caller may see, and problem details for whatever goes wrong.</summary>
internal static class ProblemPipeline
{
    /// <summary>Wraps the endpoints of a group; one that names no access refuses to be built.</summary>
    /// <param name="group">The group's conventions.</param>
    public static void AddProblemPipeline(this IEndpointConventionBuilder group) => group.Finally(endpoint =>
    {
        var required = endpoint.Metadata.OfType<RequiredAccess>().LastOrDefault()
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} names no access.");
        var inner = endpoint.RequestDelegate
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} has no handler.");
        endpoint.ApplicationServices.GetRequiredService<RequestEntry>().Guard(endpoint, context => InvokeAsync(context, required.Level, inner));
    });

    private static async Task InvokeAsync(HttpContext context, AccessLevel required, RequestDelegate inner)
    {
        try
        {
            if (required != AccessLevel.None)
            {
                context.Features.Set<IVisibleProjectsFeature>(new VisibleProjectsFeature(await FindVisibleAsync(context)));
            }

            await inner(context);
        }
        catch (Exception error) when (error is ConnectionResetException
            || (error is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested))
        {
            // Nobody reads this any more; it is for the access log.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
#pragma warning disable CA1031 // Clients need problem details for whatever went wrong.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await WriteAsync(context, Of(context, error));
        }
    }

    private static async ValueTask<VisibleProjects> FindVisibleAsync(HttpContext context)
    {
        var signIn = context.RequestServices.GetService<CallerSignIn>();
        if (signIn is not null)
        {
            await signIn.SignInAsync(context);
        }

        var caller = AccessCaller.Of(context);
        var visible = await context.RequestServices.GetRequiredService<IAccessControl>().GetVisibleProjectsAsync(caller, context.RequestAborted);
        return signIn is not null && !caller.IsSignedIn && visible is { IsAll: false, Paths.Count: 0, Groups.Count: 0 }
            ? throw CallerSignIn.Challenge(context)
            : visible;
    }

    private static Problem Of(HttpContext context, Exception error)
    {
        switch (error)
        {
            case ProblemException problem:
                return problem.Problem;
            case InvalidSearchException search:
                return new(400, $"The search is not valid: {search.Message}.", [.. search.Errors.Select(fault => new ProblemField(fault.Field, fault.Reason))]);
            case BadHttpRequestException request:
                return new(request.StatusCode, request.Message, []);
            case MlflowException { HttpStatus: not 500 } refusal:
                return new(refusal.HttpStatus, refusal.Message, []);
            default:
                var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Mlops.Hosting.Stac");
                HostingLog.RequestFailed(logger, error, context.Request.Method, context.Request.Path);
                return new(500, "The server failed to answer; its log says why.", []);
        }
    }

    private static async Task WriteAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        UnsentAnswer.Drop(context.Response);
        context.Response.StatusCode = problem.Status;
        context.Response.AskToRetry(problem.Status);
        context.Response.ContentType = "application/problem+json";
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, ProblemJson.Default.Problem);
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
