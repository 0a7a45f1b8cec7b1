using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Runs;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>The artifacts of a run, by paths relative to its root.</summary>
internal static class RunArtifactEndpoints
{
    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("GET", "2.0/mlflow/artifacts/list", AccessLevel.Read, Names.Run("run_id", "run_uuid"), ListAsync);
        routes.Rpc("POST", "2.0/mlflow/artifacts/presigned-upload-url", AccessLevel.Write, Names.Run("run_id"), PresignAsync);
        routes.Raw("GET", "/get-artifact", AccessLevel.Read, Names.Run("run_id", "run_uuid"), GetAsync);
        routes.Raw("HEAD", "/get-artifact", AccessLevel.Read, Names.Run("run_id", "run_uuid"), GetAsync);
        routes.Raw("POST", "/ajax-api/2.0/mlflow/upload-artifact", AccessLevel.Write, Names.Run("run_uuid"), UploadAsync);
    }

    /// <summary>What <c>listArtifacts</c> answers, whatever route asked.</summary>
    public static Task<ListArtifactsResponse> FindAsync(MlflowCall call)
    {
        var runId = RunEndpoints.RunId(call.Request);
        var directory = RequestedArtifact.Path(call, call.Request.String("path") ?? "");
        return call.Service<ArtifactService>().ListAsync(call.Workspace, runId, directory, call.Aborted);
    }

    private static async Task ListAsync(MlflowCall call) => await call.RespondAsync(await FindAsync(call));

    private static async Task GetAsync(HttpContext context)
    {
        var call = Call(context);
        var request = call.Request;
        var path = RequestedArtifact.Path(call, request.Required("path"));
        var runId = request.String("run_id") is { Length: > 0 } id ? id : request.String("run_uuid");
        if (string.IsNullOrEmpty(runId))
        {
            throw MlflowException.ResourceDoesNotExist("Run with id=None not found");
        }

        var place = await call.Service<ArtifactService>().LocateAsync(call.Workspace, runId, path, call.Aborted);
        await ArtifactDownload.SendAsync(context, call.Service<ArtifactService>(), call.Workspace, place);
    }

    private static async Task UploadAsync(HttpContext context)
    {
        var call = Call(context);
        var runId = Specified(call.Request, "run_uuid");
        var path = RequestedArtifact.Path(call, Specified(call.Request, "path"));
        if (path.IsRoot)
        {
            throw MlflowException.InvalidParameterValue("Invalid path");
        }

        UploadBody.Check(context.Request.ContentLength);
        var place = await call.Service<ArtifactService>().LocateAsync(call.Workspace, runId, path, call.Aborted);
        await using var body = new UploadBody(context.Request.Body);
        await call.Service<ArtifactService>().WriteAsync(call.Workspace, place, body, call.Aborted);
        context.Response.ContentType = "application/json";
    }

    private static async Task PresignAsync(MlflowCall call)
    {
        var runId = call.Request.Required("run_id");
        var path = RequestedArtifact.Path(call, call.Request.Required("path"));
        await call.Service<ArtifactService>().LocateAsync(call.Workspace, runId, path, call.Aborted);
        throw MlflowException.NotImplemented("Presigned upload is not supported for the current artifact repository");
    }

    private static MlflowCall Call(HttpContext context) => new(context, MlflowMessage.FromQuery(context.Request.Query));

    private static string Specified(MlflowMessage request, string name) => request.String(name) is { Length: > 0 } value
        ? value
        : throw MlflowException.InvalidParameterValue($"Request must specify {name}.");
}
