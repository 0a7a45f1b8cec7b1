using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>
/// Reads the artifact path of a request, decoded exactly once, from the target as it was sent. The server's own reading keeps <c>%2F</c>
/// and bytes that are no UTF-8 escaped, so that <c>a%2Fb</c> and <c>a%252Fb</c> would be one name, and takes dot segments out, which is
/// harmless but hides what the caller tried.
/// </summary>
internal static class RequestedArtifact
{
    public const string RouteValue = "artifactPath";

    /// <summary>The path at the end of the request's own path.</summary>
    public static ArtifactPath Path(HttpContext context, string routeValue = RouteValue)
    {
        var sent = Segments(context);
        var routed = (context.Request.RouteValues[routeValue] as string ?? "").Split('/').Where(IsName).ToArray();
        if (routed.Length > sent.Count)
        {
            throw Invalid();
        }

        var names = sent.TakeLast(routed.Length).ToArray();
        // Where the application has rewritten the path, what the server routed by is all there is.
        var path = names.Zip(routed).All(static pair => Escape(pair.First) == Escape(pair.Second)) ? names : routed;
        return ArtifactPath.Parse(string.Join('/', path));
    }

    /// <summary>A path from the request's query or body.</summary>
    public static ArtifactPath Path(MlflowCall call, string text)
    {
        if (call.Context.Request.QueryString.Value is { } query && !PercentDecoding.TryOnce(query, out _))
        {
            throw Invalid();
        }

        return ArtifactPath.Parse(text);
    }

    /// <summary>Refuses a request whose target, as it was sent, leads out of a folder.</summary>
    public static void RefuseHostileTarget(HttpContext context) => Segments(context);

    /// <summary>What stands between the slashes of the request's target, decoded once.</summary>
    private static List<string> Segments(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var segments = new List<string>();
        foreach (var segment in (query < 0 ? target : target[..query]).Split('/'))
        {
            if (!PercentDecoding.TryOnce(segment, out var decoded) || !decoded.Split('/').Where(IsName).All(ArtifactName.IsSafe))
            {
                throw Invalid();
            }

            if (IsName(decoded))
            {
                segments.Add(decoded);
            }
        }

        return segments;
    }

    private static bool IsName(string segment) => segment is not ("" or ".");

    private static string Escape(string segment) => segment.Replace("%2f", "/", StringComparison.OrdinalIgnoreCase);

    private static MlflowException Invalid() => MlflowException.InvalidParameterValue("Invalid path");
}
