using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Hosting.Problems;
using Mlops.Stac;

namespace Mlops.Hosting.Stac;

/// <summary>One request of the STAC API.</summary>
internal sealed class StacCall(HttpContext context)
{
    // Only for documents that no browser takes for HTML; '+' and '&' stay readable.
    private static readonly StacJsonContext Json = new(new JsonSerializerOptions(StacJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public HttpContext Context => context;

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The address under which the caller sees this host.</summary>
    public Uri Root { get; } = PublicAddress.Of(context.Request);

    /// <summary>What the caller may see; a route that declares no access has nothing to ask for.</summary>
    public VisibleProjects Visible => context.Features.Get<IVisibleProjectsFeature>()?.Visible
        ?? throw new InvalidOperationException("This route declares that it needs no access.");

    public ICatalogIndex Index => Service<ICatalogIndex>();

    public CatalogOptions Options => Service<CatalogOptions>();

    public T Service<T>()
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>A path of this host as an absolute address.</summary>
    public string Absolute(string path) => PublicRoot.Resolve(path, Root);

    /// <summary>The category that the path names.</summary>
    public Category Category()
    {
        var id = context.Request.RouteValues["collectionId"] as string;
        return Options.EffectiveCategories.FirstOrDefault(category => category.Id == id) ?? throw ProblemException.NotFound("such collection");
    }

    public StacLink Link(string rel, string path, string type, string? title = null) => new() { Rel = rel, Href = Absolute(path), Type = type, Title = title };

    public StacLink RootLink() => Link("root", CatalogPaths.Stac, MediaType.Json, Options.Title);

    public Task RespondAsync<T>(T value, Func<StacJsonContext, JsonTypeInfo<T>> type, string contentType = MediaType.Json) =>
        RespondAsync(JsonSerializer.SerializeToUtf8Bytes(value, type(Json)), contentType);

    public async Task RespondAsync(ReadOnlyMemory<byte> body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(body, Aborted);
        }
    }
}
