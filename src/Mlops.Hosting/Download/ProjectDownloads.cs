using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Hosting.Configuration;
using Mlops.Hosting.Download;
using Mlops.Hosting.Problems;
using Mlops.Tracking.Artifacts;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the files of projects.</summary>
public static class ProjectDownloads
{
    private const string Prefix = "/api/download";
    private const string Separator = "repository";

    // A project and its folders may themselves be called "repository"; nobody needs more of them than this.
    private const int MaxReadings = 8;

    /// <summary>
    /// Maps <c>GET</c> and <c>HEAD /api/download/{project path}/repository/{file path}</c>: one file, streamed, with ranges and validators,
    /// always as an attachment. Projects that the caller may not read answer 404, as absent ones do. <c>ref</c> may name the default
    /// branch. Errors are problem details of RFC 9457.
    /// </summary>
    /// <param name="endpoints">The application to map into.</param>
    /// <returns>A builder that adds conventions to this route.</returns>
    public static IEndpointConventionBuilder MapProjectDownloads(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RequiredParts.CheckCatalog(endpoints, "MapProjectDownloads()");
        var group = endpoints.MapGroup(Prefix);
        group.AddProblemPipeline();
        new ProblemRoutes(group, Prefix).Map("/{**path}", AccessLevel.Read, SendAsync);
        return group;
    }

    private static async Task SendAsync(HttpContext context)
    {
        // The server decodes all but slashes, and names of files may hold percent signs themselves: as sent comes first. Sources refuse
        // what leads out of a project, however it is encoded.
        var path = (context.Request.RouteValues["path"] as string ?? "").TrimStart('/');
        var found = await TrySendAsync(context, path)
            || (path.Contains("%2F", StringComparison.OrdinalIgnoreCase)
                && await TrySendAsync(context, path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)));
        if (!found)
        {
            throw ProblemException.NotFound("such file");
        }
    }

    private static async Task<bool> TrySendAsync(HttpContext context, string path)
    {
        var names = path.Split('/');
        var visible = context.Features.Get<IVisibleProjectsFeature>()!.Visible;
        var sources = context.RequestServices.GetServices<IProjectSource>().ToList();
        foreach (var at in Enumerable.Range(1, Math.Max(0, names.Length - 2)).Where(index => names[index] == Separator).Take(MaxReadings))
        {
            var (project, file) = (string.Join('/', names.Take(at)), string.Join('/', names.Skip(at + 1)));
            if (!visible.Includes(project))
            {
                continue;
            }

            foreach (var source in sources)
            {
                if (await source.OpenAsync(project, file, null, context.RequestAborted) is { } content)
                {
                    await using (content)
                    {
                        await CheckRefAsync(context, source, project);
                        await SendAsync(context, source, project, file, content);
                    }

                    return true;
                }
            }
        }

        return false;
    }

    private static async Task CheckRefAsync(HttpContext context, IProjectSource source, string project)
    {
        if (context.Request.Query["ref"] is { Count: > 0 } given && given.ToString() is not ("" or "HEAD")
            && (await source.GetAsync(project, context.RequestAborted))?.DefaultBranch != given)
        {
            throw new ProblemException(400, "Only the files of the default branch are served.", new ProblemField("ref", "is not the default branch of the project"));
        }
    }

    private static Task SendAsync(HttpContext context, IProjectSource source, string project, string file, ProjectContent content)
    {
        // Anybody who may write to a project decides what its files hold: a browser saves them and runs nothing.
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, no-cache";
        var name = file[(file.LastIndexOf('/') + 1)..];
        Stream stream = content.TotalLength is { } length
            ? new ProjectFileStream(content, length, (offset, stop) => source.OpenAsync(project, file, new ByteRange(offset), stop))
            : content.Content;
        return TypedResults.Stream(
            stream,
            ArtifactMimeType.Of(name),
            name,
            content.LastModified,
            content.EntityTag is { } tag ? new EntityTagHeaderValue($"\"{tag}\"") : null,
            enableRangeProcessing: content.TotalLength is not null).ExecuteAsync(context);
    }
}
