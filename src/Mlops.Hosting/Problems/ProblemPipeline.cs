using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Hosting.Failures;
using Mlops.Hosting.Routing;

namespace Mlops.Hosting.Problems;

/// <summary>
/// What stands around every route of the catalog: the question what the caller may see, and problem details for whatever goes wrong.
/// </summary>
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

    private static Task InvokeAsync(HttpContext context, AccessLevel required, RequestDelegate inner) =>
        RequestPipeline.InvokeAsync(context, () => AnswerAsync(context, required, inner), WriteAsync);

    private static async Task AnswerAsync(HttpContext context, AccessLevel required, RequestDelegate inner)
    {
        if (required != AccessLevel.None)
        {
            context.Features.Set<IVisibleProjectsFeature>(new VisibleProjectsFeature(await FindVisibleAsync(context)));
        }

        await inner(context);
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

    private static async Task WriteAsync(HttpContext context, Failure failure)
    {
        context.Response.ContentType = "application/problem+json";
        var body = JsonSerializer.SerializeToUtf8Bytes(new Problem(failure.Status, failure.Detail, failure.Fields), ProblemJson.Default.Problem);
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
