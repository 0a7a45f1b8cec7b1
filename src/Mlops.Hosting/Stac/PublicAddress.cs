using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Mlops.Hosting.Problems;

namespace Mlops.Hosting.Stac;

/// <summary>The address under which the caller sees this host, path prefix included.</summary>
internal static class PublicAddress
{
    public static Uri Of(HttpRequest request) =>
        request.Host.HasValue && request.Scheme is "http" or "https"
        && Uri.TryCreate(UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase), UriKind.Absolute, out var address)
            ? address
            : throw new ProblemException(400, "The request's host and scheme make no address.", new ProblemField("Host", "is missing or is no host name"));
}
