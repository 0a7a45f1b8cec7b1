using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>Reads the artifact path at the end of a request's own path.</summary>
internal static class RequestedArtifact
{
    public const string RouteValue = "artifactPath";

    public static ArtifactPath Path(HttpContext context)
    {
        RefuseHostileTarget(context);
        return ArtifactPath.Parse(context.Request.RouteValues[RouteValue] as string ?? "");
    }

    /// <summary>
    /// Judges the request's target as it was sent: the server has already taken dot segments out of the routed path, so
    /// that <c>/a/../b</c> arrives as <c>/b</c>. That is harmless but hides what the caller tried.
    /// </summary>
    public static void RefuseHostileTarget(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var sent = query < 0 ? target : target[..query];
        if (!ArtifactPath.IsSafe(sent.TrimStart('/')))
        {
            throw MlflowException.InvalidParameterValue("Invalid path");
        }
    }
}
