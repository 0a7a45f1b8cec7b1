using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>The files of a model version, by paths relative to where its source led when it was registered.</summary>
internal static class ModelVersionArtifactEndpoints
{
    public static void Map(MlflowRoutes routes)
    {
        routes.Raw("GET", "/model-versions/get-artifact", AccessLevel.Read, Names.RegisteredModel("name"), GetAsync);
        routes.Raw("HEAD", "/model-versions/get-artifact", AccessLevel.Read, Names.RegisteredModel("name"), GetAsync);
    }

    private static async Task GetAsync(HttpContext context)
    {
        var call = new MlflowCall(context, MlflowMessage.FromQuery(context.Request.Query));
        var path = RequestedArtifact.Path(call, call.Request.Required("path"));
        var uri = await call.Service<ModelVersionService>().GetDownloadUriAsync(
            call.Workspace, call.Request.Required("name"), call.Request.Required("version"), call.Aborted);
        await ArtifactDownload.SendAsync(context, call.Service<ArtifactService>(), call.Workspace, ArtifactService.Place(uri).Append(path));
    }
}
