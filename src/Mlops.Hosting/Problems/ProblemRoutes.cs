using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Hosting.Routing;

namespace Mlops.Hosting.Problems;

/// <summary>Maps routes that answer problem details, for methods they do not have too; each names the access it needs.</summary>
internal sealed class ProblemRoutes(RouteGroupBuilder group, string prefix)
{
    /// <summary>Maps a route that is read.</summary>
    /// <param name="pattern">The pattern below the group's prefix.</param>
    /// <param name="access">What the caller needs; see <see cref="RequiredAccess"/>.</param>
    /// <param name="get">Answers GET and HEAD.</param>
    /// <param name="post">Answers POST, where there is such.</param>
    public void Map(string pattern, AccessLevel access, RequestDelegate get, RequestDelegate? post = null)
    {
        group.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], get).WithMetadata(new RequiredAccess(access), LocalPath.Of(prefix + pattern), PublicRead.Instance);
        if (post is not null)
        {
            group.MapMethods(pattern, [HttpMethods.Post], post).WithMetadata(new RequiredAccess(access), LocalPath.Of(prefix + pattern), PublicRead.Instance);
        }

        var allowed = post is null ? "GET, HEAD" : "GET, HEAD, POST";
        group.Map(pattern, context =>
        {
            context.Response.Headers.Allow = allowed;
            throw new ProblemException(405, $"This address takes {allowed}.");
        }).WithMetadata(new RequiredAccess(AccessLevel.None), LocalPath.Of(prefix + pattern), PublicRead.Instance);
    }

    /// <summary>Answers 404 for every other path below the group's prefix.</summary>
    public void MapRest() =>
        group.Map("/{**rest}", context => throw ProblemException.NotFound("such address in this API"))
            .WithMetadata(new RequiredAccess(AccessLevel.None), LocalPath.Of(prefix + "/{**rest}"));
}
