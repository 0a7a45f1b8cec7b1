using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Mlops.Catalog;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Hosting.Catalog;
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

    public CatalogSearchService Catalog => Service<CatalogSearchService>();

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

    public Task RespondAsync(ReadOnlyMemory<byte> body, string contentType)
    {
        var whole = NewBody();
        whole.Add(body);
        return RespondAsync(whole, contentType);
    }

    /// <summary>A body for this answer, to be filled.</summary>
    public StacBody NewBody() => new(JsonEncodedText.Encode(Absolute("/").TrimEnd('/'), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());

    /// <summary>JSON of a part of an answer.</summary>
    public static void Write<T>(Utf8JsonWriter writer, T value, Func<StacJsonContext, JsonTypeInfo<T>> type) => JsonSerializer.Serialize(writer, value, type(Json));

    /// <summary>Answers: compressed where the caller takes that, and without a body where the caller has it already.</summary>
    public async Task RespondAsync(StacBody body, string contentType)
    {
        var response = context.Response;
        var compression = Service<StacCompression>().For(context, body.Length);
        var encoding = compression?.EncodingName ?? "";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            var tag = body.EntityTag(encoding);
            response.Headers.ETag = tag;
            // To be asked for again each time: what there is and what the caller may see can change at any time.
            response.Headers.CacheControl = "private, no-cache";
            response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
            if (Has(tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = contentType;
        if (compression is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }
        else
        {
            response.ContentLength = body.Length;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (compression is null)
        {
            await body.WriteAsync(response.BodyWriter, Aborted);
            return;
        }

        await using var stream = compression.CreateStream(response.Body);
        var writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await body.WriteAsync(writer, Aborted);
        await writer.CompleteAsync();
    }

    /// <summary>Whether the caller says that it has the answer with this tag (RFC 9110, section 13.1.2).</summary>
    private bool Has(string tag)
    {
        var given = context.Request.Headers.IfNoneMatch;
        return given.Count > 0 && EntityTagHeaderValue.TryParseList(given, out var tags)
            && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
    }
}
