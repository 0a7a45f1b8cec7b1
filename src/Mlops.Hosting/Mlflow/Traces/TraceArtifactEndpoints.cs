using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Artifacts;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>
/// The spans of a trace as one file, from the database or, where the client keeps them there, from the trace's files; and its
/// attachments.
/// </summary>
internal static class TraceArtifactEndpoints
{
    private const string FileName = "traces.json";

    public static void Map(MlflowRoutes routes)
    {
        routes.Raw("GET", "/ajax-api/2.0/mlflow/get-trace-artifact", AccessLevel.Read, Names.Trace("request_id"), GetAsync);
        routes.Raw("GET", "/ajax-api/3.0/mlflow/get-trace-artifact", AccessLevel.Read, Names.Trace("request_id"), GetAsync);
    }

    private static async Task GetAsync(HttpContext context)
    {
        var call = new MlflowCall(context, MlflowMessage.FromQuery(context.Request.Query));
        var traceId = call.Request.String("request_id");
        if (string.IsNullOrEmpty(traceId))
        {
            throw MlflowException.BadRequest("Request must include the \"request_id\" query parameter.");
        }

        if (call.Request.String("path") is { Length: > 0 } attachment)
        {
            var path = ArtifactPath.Parse("attachments").Append(RequestedArtifact.Path(call, attachment));
            await SendFileAsync(call, await call.Service<TraceService>().GetInfoAsync(call.Workspace, traceId, call.Aborted), path);
            return;
        }

        if (await call.Service<TraceService>().ReadSpansAsync(call.Workspace, [traceId], call.Aborted) is not [var trace])
        {
            throw TraceService.NotFound(traceId);
        }

        if (TraceService.HasSpans(trace.TraceInfo))
        {
            await SendSpansAsync(context.Response, trace.Spans);
        }
        else
        {
            await SendFileAsync(call, trace.TraceInfo, ArtifactPath.Parse(FileName));
        }
    }

    private static async Task SendFileAsync(MlflowCall call, TraceInfo trace, ArtifactPath path)
    {
        if (!trace.Tags.TryGetValue(TraceNames.ArtifactLocation, out var location))
        {
            throw MlflowException.ResourceDoesNotExist($"The trace '{trace.TraceId}' has no files.");
        }

        // Whoever may change the trace may change this tag, too.
        var place = ArtifactService.Place(location).Append(path);
        await ResourceAccess.CheckAsync(call, AccessLevel.Read, () => RequestedResources.Of(place));
        await ArtifactDownload.SendAsync(call.Context, call.Service<ArtifactService>(), call.Workspace, place);
    }

    private static async Task SendSpansAsync(HttpResponse response, IReadOnlyList<Span> spans)
    {
        response.ContentType = "application/octet-stream";
        response.Headers.ContentDisposition = $"attachment; filename={FileName}";
        response.Headers.XContentTypeOptions = "nosniff";
        var stop = response.HttpContext.RequestAborted;
        await response.WriteAsync("{\"spans\": [", stop);
        for (var i = 0; i < spans.Count; i++)
        {
            await response.WriteAsync(i == 0 ? spans[i].Content : ", " + spans[i].Content, stop);
        }

        await response.WriteAsync("]}", stop);
    }
}
