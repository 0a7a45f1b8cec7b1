using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Routing;

namespace Mlops.Hosting.Failures;

/// <summary>Writes a failure in the form of a protocol, into an answer that is still empty.</summary>
internal delegate Task FailureWriter(HttpContext context, Failure failure);

/// <summary>What stands around every route of ours: whatever goes wrong ends in an answer of the route's protocol.</summary>
internal static class RequestPipeline
{
    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answer">Asks for access and answers.</param>
    /// <param name="write">Writes what goes wrong.</param>
    public static async Task InvokeAsync(HttpContext context, Func<Task> answer, FailureWriter write)
    {
        try
        {
            await answer();
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
#pragma warning disable CA1031 // Clients need the protocol's form for whatever went wrong.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var failure = FailureTranslation.Of(error);
            context.RequestServices.GetRequiredService<FailureLog>().Write(context, failure, error);
            await WriteAsync(context, failure, write);
        }
    }

    /// <summary>Ends a request with a failure.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure, FailureWriter write)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return Task.CompletedTask;
        }

        UnsentAnswer.Drop(response);
        response.StatusCode = failure.Status;
        if (failure.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return write(context, failure);
    }

    private static bool IsCallersDeparture(Exception error, HttpContext context) => error is ConnectionResetException
        || (error is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested);
}
