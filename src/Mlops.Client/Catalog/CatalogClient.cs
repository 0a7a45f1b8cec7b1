using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mlops.Client.Http;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Client;

/// <summary>
/// Reads the STAC catalog of projects (STAC API). All failures of the server or the connection are <see cref="MlopsException"/>.
/// </summary>
public class CatalogClient
{
    /// <summary>The tag of a model version that holds the address of the project's item, once the model is in the catalog.</summary>
    public const string ItemTag = "mlops.stac.item";

    private readonly Transport _transport;

    /// <summary>For a stand-in in tests.</summary>
    protected CatalogClient() => _transport = null!;

    internal CatalogClient(Transport transport) => _transport = transport;

    /// <summary>Gets the landing page: title, links and conformance classes (STAC API Core).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<StacCatalog> GetLandingPageAsync(CancellationToken cancellationToken = default) =>
        _transport.GetAsync(At(""), StacJsonContext.Default.StacCatalog, cancellationToken);

    /// <summary>Gets the URIs of what the API conforms to (OGC API Features).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<IReadOnlyList<string>> GetConformanceAsync(CancellationToken cancellationToken = default) =>
        (await _transport.GetAsync(At("/conformance"), StacJsonContext.Default.StacConformance, cancellationToken)).ConformsTo;

    /// <summary>Lists the collections (STAC API Collections).</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual IAsyncEnumerable<StacCollection> GetCollectionsAsync(CancellationToken cancellationToken = default) =>
        FollowAsync(new PageRequest(At("/collections"), null), StacJsonContext.Default.StacCollections, static page => (page.Collections, page.Links), cancellationToken);

    /// <summary>Gets a collection (STAC API Collections).</summary>
    /// <param name="collectionId">The id, such as <c>ai-model</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>NOT_FOUND</c> for an id that does not exist.</exception>
    public virtual Task<StacCollection> GetCollectionAsync(string collectionId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(collectionId);
        return _transport.GetAsync(At("/collections/" + Escaped(collectionId)), StacJsonContext.Default.StacCollection, cancellationToken);
    }

    /// <summary>Lists the items of a collection, fetching page after page (STAC API Features).</summary>
    /// <param name="collectionId">The collection's id.</param>
    /// <param name="pageSize">How many the server sends at a time, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public virtual IAsyncEnumerable<StacItem> GetItemsAsync(string collectionId, int pageSize = 100, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(collectionId);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var uri = At($"/collections/{Escaped(collectionId)}/items{new Query().Add("limit", pageSize)}");
        return ItemsAsync(new PageRequest(uri, null), cancellationToken);
    }

    /// <summary>Gets an item (STAC API Features).</summary>
    /// <param name="collectionId">The collection's id.</param>
    /// <param name="itemId">The item's id: the path of a project, such as <c>group/flood-model</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>NOT_FOUND</c> for an id that does not exist.</exception>
    public virtual Task<StacItem> GetItemAsync(string collectionId, string itemId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(collectionId);
        ArgumentException.ThrowIfNullOrEmpty(itemId);
        return _transport.GetAsync(
            At($"/collections/{Escaped(collectionId)}/items/{Escaped(itemId)}"), StacJsonContext.Default.StacItem, cancellationToken);
    }

    /// <summary>Gets an item by its address, such as the one that a model version's tag <see cref="ItemTag"/> holds.</summary>
    /// <param name="itemUri">An absolute URI, or a path below the host's root. Credentials are sent only to the hosts that this client
    /// was made for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<StacItem> GetItemAsync(Uri itemUri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(itemUri);
        var absolute = itemUri.IsAbsoluteUri && !itemUri.IsFile ? itemUri : new Uri(_transport.Address.Root, itemUri.OriginalString.TrimStart('/'));
        return _transport.GetAsync(absolute, StacJsonContext.Default.StacItem, cancellationToken);
    }

    /// <summary>Searches items, fetching page after page (STAC API Item Search).</summary>
    /// <param name="search">What to look for; its <see cref="CatalogSearch.Limit"/> is the size of a page, not of the result.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public virtual IAsyncEnumerable<StacItem> SearchAsync(CatalogSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var body = JsonSerializer.SerializeToElement(SearchBody.Of(search), ClientJson.Default.SearchBody);
        return ItemsAsync(new PageRequest(At("/search"), body.EnumerateObject().ToDictionary(member => member.Name, member => member.Value)), cancellationToken);
    }

    /// <summary>
    /// Downloads a file of an item. It appears when it is whole; a download that broke off goes on where it stopped, as long as the file
    /// has not changed.
    /// </summary>
    /// <param name="asset">The asset.</param>
    /// <param name="localFile">Where it is put; a file that is there is replaced, missing folders are made.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the download; what came so far stays as <c>{localFile}.part</c>.</param>
    /// <exception cref="ArgumentException">The asset does not lie at an HTTP address.</exception>
    public virtual Task DownloadAssetAsync(
        StacAsset asset, string localFile, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        if (!Uri.TryCreate(_transport.Address.Catalog, asset.Href, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"'{asset.Href}' is not an HTTP address.", nameof(asset));
        }

        var meter = new TransferMeter(progress, null, 1);
        return new Download(_transport, uri, localFile, meter).RunAsync(meter.SetTotal, cancellationToken);
    }

    private Uri At(string path) => new(_transport.Address.Catalog.AbsoluteUri.TrimEnd('/') + path);

    // The slashes of an item's id are slashes of its path: escaped ones do not pass every proxy.
    private static string Escaped(string id) => string.Join('/', id.Split('/').Select(Uri.EscapeDataString));

    private IAsyncEnumerable<StacItem> ItemsAsync(PageRequest first, CancellationToken cancellationToken) =>
        FollowAsync(first, StacJsonContext.Default.StacItemCollection, static page => (page.Features, page.Links), cancellationToken);

    private async IAsyncEnumerable<T> FollowAsync<TPage, T>(
        PageRequest first, JsonTypeInfo<TPage> type, Func<TPage, (IReadOnlyList<T> Items, IReadOnlyList<StacLink> Links)> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var request = first; request is not null;)
        {
            var page = request.Body is null
                ? await _transport.GetAsync(request.Uri, type, cancellationToken)
                : await _transport.CallAsync(
                    HttpMethod.Post, request.Uri, request.Body, StacJsonContext.Default.DictionaryStringJsonElement, type, Repeat.Freely, cancellationToken);
            var (items, links) = read(page);
            foreach (var item in items)
            {
                yield return item;
            }

            request = request.Next(links);
        }
    }
}
