using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;
using Mlops.Hosting.Access;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>
/// Uploads to the artifact proxy in several parts. The parts come to this host too, by a route that asks for the same access as all
/// others; clients send nothing of their own there, so they are handed what they authenticated with to send it again.
/// </summary>
internal static class MultipartUploadEndpoints
{
    private const string Base = "2.0/mlflow-artifacts/mpu/";
    private const string AnyPath = "/{**" + RequestedArtifact.RouteValue + "}";
    private static readonly string[] Credentials = [HeaderNames.Authorization, RequestedWorkspace.HeaderName];

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "create" + AnyPath, AccessLevel.Write, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), CreateAsync);
        routes.RawRpc("PUT", Base + "part" + AnyPath, AccessLevel.Write, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), WritePartAsync);
        routes.Rpc("POST", Base + "complete" + AnyPath, AccessLevel.Write, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), CompleteAsync);
        routes.Rpc("POST", Base + "abort" + AnyPath, AccessLevel.Write, Names.Artifact(RequestedArtifact.RouteValue).InRoute(), AbortAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var path = Target(call);
        var count = call.Request.Int64("num_parts") ?? 1;
        MultipartUploadService.CheckCount(count);
        var uploadId = await Uploads(call).CreateAsync(call.Workspace, path, (int)count, call.Aborted);
        var request = call.Context.Request;
        var headers = Credentials.Where(request.Headers.ContainsKey).ToDictionary(name => name, name => request.Headers[name].ToString());
        call.Context.Response.Headers.CacheControl = "no-store";
        await call.RespondAsync(new CreateMultipartUploadResponse(
            uploadId, [.. Enumerable.Range(1, (int)count).Select(number => new MultipartUploadCredential(PartUrl(request, path, uploadId, number), number, headers))]));
    }

    private static async Task WritePartAsync(HttpContext context)
    {
        var path = RequestedArtifact.Path(context);
        var call = new MlflowCall(context, MlflowMessage.FromQuery(context.Request.Query));
        var (uploadId, number) = (call.Request.Required("upload_id"), call.Request.Int32("part_number") ?? throw call.Request.Missing("part_number"));
        UploadBody.LiftServersBound(context);
        var tag = await Uploads(call).WritePartAsync(call.Workspace, path, uploadId, number, context.Request.Body, call.Aborted);
        context.Response.Headers.ETag = $"\"{tag}\"";
        await call.RespondEmptyAsync();
    }

    private static async Task CompleteAsync(MlflowCall call)
    {
        var path = Target(call);
        var parts = call.Request.List("parts", static part => new ArtifactPart(
            part.Int32("part_number") ?? throw part.Missing("part_number"), (part.String("etag") ?? "").Trim('"')));
        await Uploads(call).CompleteAsync(call.Workspace, path, call.Request.Required("upload_id"), parts, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task AbortAsync(MlflowCall call)
    {
        await Uploads(call).AbortAsync(call.Workspace, Target(call), call.Request.Required("upload_id"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static MultipartUploadService Uploads(MlflowCall call) => call.Service<MultipartUploadService>();

    /// <summary>
    /// The directory of the request's path with the file's own name. Clients send the file's whole path on their machine, where a
    /// backslash is part of a name unless that is Windows.
    /// </summary>
    private static ArtifactPath Target(MlflowCall call)
    {
        var directory = RequestedArtifact.Path(call.Context);
        var file = call.Request.Required("path");
        var ofWindows = !file.Contains('/', StringComparison.Ordinal) || (file.Length > 1 && file[1] == ':');
        var name = ArtifactPath.Parse(file[((ofWindows ? file.LastIndexOfAny(['/', '\\']) : file.LastIndexOf('/')) + 1)..]);
        return name.IsRoot ? throw MlflowException.InvalidParameterValue("Invalid path") : directory.Append(name);
    }

    private static string PartUrl(HttpRequest request, ArtifactPath path, string uploadId, int number) => UriHelper.BuildAbsolute(
        request.Scheme,
        request.Host,
        request.PathBase,
        // A path string takes escapes for what they are, and would leave those of a name.
        new PathString("/api/" + Base + "part/" + string.Join('/', path.Names.Select(Uri.EscapeDataString))),
        new QueryString(string.Create(CultureInfo.InvariantCulture, $"?upload_id={uploadId}&part_number={number}")));
}
