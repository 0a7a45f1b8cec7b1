using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Mlops.Hosting.Routing;

/// <summary>The headers of an answer that was prepared and is not sent, since an error takes its place.</summary>
internal static class UnsentAnswer
{
    // What handlers say about their content. Anything else is the application's, or holds for every answer.
    private static readonly string[] Names =
    [
        HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.ContentDisposition, HeaderNames.ContentEncoding, HeaderNames.ContentRange,
        HeaderNames.AcceptRanges, HeaderNames.CacheControl, HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.ContentSecurityPolicy, HeaderNames.Location,
    ];

    public static void Drop(HttpResponse response)
    {
        foreach (var name in Names)
        {
            response.Headers.Remove(name);
        }
    }
}
