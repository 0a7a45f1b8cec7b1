using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Artifacts;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Mlflow.Registry;

/// <summary>Downloads a file of a model version, by its path relative to the version's source.</summary>
internal static class ModelVersionArtifactEndpoint
{
    public static void Map(MlflowRoutes routes)
    {
        routes.Raw("GET", "/model-versions/get-artifact", AccessLevel.Read, GetAsync);
        routes.Raw("HEAD", "/model-versions/get-artifact", AccessLevel.Read, GetAsync);
    }

    private static async Task GetAsync(HttpContext context)
    {
        var call = new MlflowCall(context, MlflowMessage.FromQuery(context.Request.Query));
        var path = ArtifactPath.Parse(call.Request.Required("path"));
        var uri = await call.Service<ModelVersionService>().GetDownloadUriAsync(
            call.Workspace, call.Request.String("name") ?? "", call.Request.String("version") ?? "", call.Aborted);

        // Only what lies in the workspace's own part of the artifact store can be named here, whatever the source says.
        var place = ArtifactService.Place(uri).Append(path);
        await ArtifactDownload.SendAsync(context, call.Service<IArtifactStore>(), call.Workspace, place);
    }
}
