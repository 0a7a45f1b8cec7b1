using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>
/// Sends a file of the artifact store, or a range of it. Whatever it holds, a browser is told to save it and not to
/// run it: artifacts come from whoever may log a run.
/// </summary>
internal static class ArtifactDownload
{
    public static async Task SendAsync(HttpContext context, ArtifactService artifacts, string workspace, ArtifactPath path)
    {
        var stop = context.RequestAborted;
        var request = context.Request.GetTypedHeaders();
        var range = SingleRange(request.Range);
        await using var part = await artifacts.OpenAsync(workspace, path, range, stop) ?? throw NoSuchArtifact(path);
        if (range is null || request.IfRange is not { } condition || Matches(condition, part))
        {
            await SendAsync(context, path, part, ranged: range is not null);
            return;
        }

        // The caller holds a part of another version, so the whole of this one it is.
        await using var whole = await artifacts.OpenAsync(workspace, path, range: null, stop) ?? throw NoSuchArtifact(path);
        await SendAsync(context, path, whole, ranged: false);
    }

    private static async Task SendAsync(HttpContext context, ArtifactPath path, ArtifactContent content, bool ranged)
    {
        var response = context.Response;
        var headers = response.GetTypedHeaders();
        headers.ETag = Tag(content);
        headers.LastModified = content.LastModified;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        response.Headers.AcceptRanges = "bytes";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(headers.ETag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (ranged && content.Length == 0)
        {
            headers.ContentRange = new ContentRangeHeaderValue(content.TotalLength);
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            return;
        }

        if (ranged)
        {
            headers.ContentRange = new ContentRangeHeaderValue(content.Offset, content.Offset + content.Length - 1, content.TotalLength);
            response.StatusCode = StatusCodes.Status206PartialContent;
        }

        response.ContentType = ArtifactMimeType.Of(path.Name);
        response.Headers.ContentDisposition = Disposition(path.Name);
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await content.CopyToAsync(response.Body, context.RequestAborted);
        }
    }

    /// <summary>The range of a request that asks for one; several at once are answered with all of the file, as HTTP allows.</summary>
    private static ArtifactRange? SingleRange(RangeHeaderValue? header)
    {
        if (header is not { Ranges.Count: 1 } || !header.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return header.Ranges.Single() switch
        {
            { From: { } from, To: { } to } => ArtifactRange.Between(from, to),
            { From: { } from } => ArtifactRange.From(from),
            { To: { } count } => ArtifactRange.Last(count),
            _ => null,
        };
    }

    private static bool Matches(RangeConditionHeaderValue condition, ArtifactContent content) => condition.EntityTag is { } tag
        ? tag.Compare(Tag(content), useStrongComparison: true)
        : condition.LastModified is { } date && content.LastModified.ToUnixTimeSeconds() <= date.ToUnixTimeSeconds();

    private static EntityTagHeaderValue Tag(ArtifactContent content) => new($"\"{content.Version}\"");

    private static string Disposition(string name)
    {
        if (name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            return $"attachment; filename={name}";
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }

    private static MlflowException NoSuchArtifact(ArtifactPath path) =>
        MlflowException.ResourceDoesNotExist($"No such artifact: '{path}'");
}
