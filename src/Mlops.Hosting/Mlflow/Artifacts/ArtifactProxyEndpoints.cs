using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>The artifact proxy: what <c>mlflow-artifacts:</c> URIs stand for (service MlflowArtifactsService).</summary>
internal static class ArtifactProxyEndpoints
{
    private const string Base = "2.0/mlflow-artifacts/";
    private const string AnyPath = "/{**" + RequestedArtifact.RouteValue + "}";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("GET", Base + "artifacts", AccessLevel.Read, Names.Artifact("path"), ListAsync);
        foreach (var prefix in (string[])["/api/", "/ajax-api/"])
        {
            var artifact = prefix + Base + "artifacts" + AnyPath;
            routes.Raw("GET", artifact, AccessLevel.Read, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), DownloadAsync);
            routes.Raw("HEAD", artifact, AccessLevel.Read, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), DownloadAsync);
            routes.Raw("PUT", artifact, AccessLevel.Write, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), UploadAsync);
            routes.Raw("DELETE", artifact, AccessLevel.Write, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), DeleteAsync);
            routes.Raw("GET", prefix + Base + "presigned" + AnyPath, AccessLevel.Read, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), PresignAsync);
        }
    }

    private static async Task ListAsync(MlflowCall call)
    {
        RequestedArtifact.RefuseHostileTarget(call.Context);
        var directory = RequestedArtifact.Path(call, call.Request.String("path") ?? "");
        directory = await DecodedNames.ResolveAsync(call.Context, call.Service<ArtifactService>(), call.Workspace, directory);
        await call.RespondAsync(await call.Service<ArtifactService>().ListAsync(call.Workspace, directory, call.Aborted));
    }

    private static async Task DownloadAsync(HttpContext context)
    {
        var call = Call(context);
        var artifacts = call.Service<ArtifactService>();
        var path = await DecodedNames.ResolveAsync(context, artifacts, call.Workspace, RequestedArtifact.Path(context));
        await ArtifactDownload.SendAsync(context, artifacts, call.Workspace, path);
    }

    private static async Task UploadAsync(HttpContext context)
    {
        var path = RequestedArtifact.Path(context);
        UploadBody.LiftServersBound(context);
        var call = Call(context);
        await call.Service<ArtifactService>().WriteAsync(call.Workspace, path, context.Request.Body, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        var call = Call(context);
        // Deleting what is not there is no error, as in MLflow: a client may repeat the call.
        await call.Service<ArtifactService>().DeleteAsync(call.Workspace, RequestedArtifact.Path(context), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static Task PresignAsync(HttpContext context)
    {
        _ = RequestedArtifact.Path(context);
        throw MlflowException.NotImplemented("Presigned download is not supported for the current artifact repository");
    }

    private static MlflowCall Call(HttpContext context) => new(context, default);
}
