using System.Collections.Immutable;
using System.Text.Json;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

/// <summary>
/// Search requests of MLflow's own client and what MLflow's own server said to them, reduced to what the grammar decides.
/// </summary>
public sealed record RecordedSearch(string Search, string? Filter, ImmutableArray<string> OrderBy, long? MaxResults, string? PageToken, string? Error)
{
    public static TheoryData<RecordedSearch> All { get; } = Load();

    public override string ToString() => $"{Search}: {Filter} {(OrderBy.IsDefaultOrEmpty ? "" : string.Join(", ", OrderBy))} {MaxResults} {PageToken}";

    /// <summary>Does what an endpoint does with the request before it asks a store.</summary>
    public void Parse()
    {
        var (limit, filter, order) = Languages.Of(Search);
        limit.Resolve(MaxResults);
        filter(Filter);
        order(OrderBy.IsDefaultOrEmpty ? null : OrderBy);
        Mlops.Tracking.Search.PageToken.Decode(PageToken);
    }

    private static TheoryData<RecordedSearch> Load()
    {
        using var stream = typeof(RecordedSearch).Assembly.GetManifestResourceStream("Mlops.Tracking.Tests.Search.data.searches.json")!;
        using var document = JsonDocument.Parse(stream);
        var all = new TheoryData<RecordedSearch>();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            all.Add(new RecordedSearch(
                Text(item, "search")!,
                Text(item, "filter"),
                item.TryGetProperty("order_by", out var order) ? [.. order.EnumerateArray().Select(o => o.GetString()!)] : [],
                item.TryGetProperty("max_results", out var max) ? max.GetInt64() : null,
                Text(item, "page_token"),
                Text(item, "error")));
        }

        return all;
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;
}
