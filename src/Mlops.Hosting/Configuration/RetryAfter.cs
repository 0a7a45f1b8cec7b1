using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Configuration;

/// <summary>When a client should come back after a failure that will pass.</summary>
internal static class RetryAfter
{
    private const string Seconds = "2";

    /// <summary>Adds <c>Retry-After</c> to an answer of 503.</summary>
    public static void AskToRetry(this HttpResponse response, int status)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = Seconds;
        }
    }
}
