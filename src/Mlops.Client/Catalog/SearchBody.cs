using System.Globalization;
using System.Text.Json;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Client;

/// <summary>The body of a search (STAC API Item Search, POST).</summary>
internal sealed record SearchBody(
    IReadOnlyList<string>? Ids, IReadOnlyList<string>? Collections, IReadOnlyList<double>? Bbox, JsonElement? Intersects, string? Datetime, int Limit,
    string? Token, IReadOnlyList<SearchBody.Sort>? Sortby)
{
    public static SearchBody Of(CatalogSearch search) => new(
        search.Ids.Count > 0 ? search.Ids : null,
        search.Collections.Count > 0 ? search.Collections : null,
        search.Bbox?.ToNumbers(),
        search.Intersects,
        search.Datetime is { } interval ? Text(interval) : null,
        search.Limit,
        search.Token,
        search.SortBy.Count > 0 ? [.. search.SortBy.Select(sort => new Sort(sort.Field, sort.Descending ? "desc" : "asc"))] : null);

    private static string Text(TimeInterval interval) => interval.Start == interval.End && interval.Start is { } instant
        ? Rfc3339.Format(instant)
        : string.Create(CultureInfo.InvariantCulture, $"{Side(interval.Start)}/{Side(interval.End)}");

    private static string Side(DateTimeOffset? side) => side is { } instant ? Rfc3339.Format(instant) : "..";

    internal sealed record Sort(string Field, string Direction);
}
