using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Artifacts;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.LoggedModels;

namespace Mlops.Hosting.Mlflow.LoggedModels;

/// <summary>The files of a logged model, by paths relative to its root.</summary>
internal static class LoggedModelArtifactEndpoints
{
    private const string Files = "/ajax-api/" + LoggedModelEndpoints.One + "/artifacts/files";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("GET", LoggedModelEndpoints.One + "/artifacts/directories", AccessLevel.Read, LoggedModelEndpoints.Named, ListAsync);
        routes.Raw("GET", Files, AccessLevel.Read, LoggedModelEndpoints.Named, GetAsync);
        routes.Raw("HEAD", Files, AccessLevel.Read, LoggedModelEndpoints.Named, GetAsync);
    }

    private static async Task ListAsync(MlflowCall call)
    {
        var directory = RequestedArtifact.Path(call, call.Request.String("artifact_directory_path") ?? "");
        var root = await RootAsync(call);
        await call.RespondAsync(await call.Service<ArtifactService>().ListBelowAsync(call.Workspace, root, directory, call.Aborted));
    }

    private static async Task GetAsync(HttpContext context)
    {
        var call = new MlflowCall(context, MlflowMessage.FromQuery(context.Request.Query));
        var file = call.Request.String("artifact_file_path");
        if (string.IsNullOrEmpty(file))
        {
            throw MlflowException.BadRequest("Request must include the \"artifact_file_path\" query parameter.");
        }

        var path = RequestedArtifact.Path(call, file);
        var root = await RootAsync(call);
        await ArtifactDownload.SendAsync(context, call.Service<ArtifactService>(), call.Workspace, ArtifactService.Place(root).Append(path));
    }

    private static ValueTask<string> RootAsync(MlflowCall call) =>
        call.Service<LoggedModelService>().GetArtifactUriAsync(call.Workspace, LoggedModelEndpoints.ModelId(call), call.Aborted);
}
