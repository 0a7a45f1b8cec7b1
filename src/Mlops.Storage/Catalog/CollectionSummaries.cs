using System.Data.Common;
using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac.Search;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Catalog;

/// <summary>
/// What collections hold. For callers who see everything it is read from the totals and the ends of indexes, and kept until the catalog's
/// count of changes is another, whichever host changed it; for others the rows that they see are gone through.
/// </summary>
internal sealed class CollectionSummaries(IRelationalDatabase database)
{
    private const string Edges = """
        SELECT (SELECT min(west) FROM catalog_items WHERE collection = @0), (SELECT min(south) FROM catalog_items WHERE collection = @0),
            (SELECT max(east) FROM catalog_items WHERE collection = @0), (SELECT max(north) FROM catalog_items WHERE collection = @0),
            (SELECT min(time_from) FROM catalog_items WHERE collection = @0 AND time_from > @1),
            (SELECT max(time_to) FROM catalog_items WHERE collection = @0 AND time_to < @2),
            (SELECT items FROM catalog_totals WHERE kind = 'boxes' AND collection = @0 AND value = ''),
            (SELECT items FROM catalog_totals WHERE kind = 'crossing' AND collection = @0 AND value = '')
        """;

    private static readonly string MostFrequent = string.Join(" UNION ALL ", ItemTraits.Kinds.Select((kind, index) =>
        $"""
        SELECT * FROM (SELECT kind, value, items FROM catalog_totals
            WHERE kind = {ParameterNames.At(index + 1)} AND collection = @0 ORDER BY items DESC, value LIMIT {ItemTraits.MaxOfAKind}) k{index}
        """));

    private Known? _known;

    public async ValueTask<IReadOnlyList<CollectionSummary>> OfAllAsync(CancellationToken cancellationToken)
    {
        var known = _known;
        var current = await database.ReadAsync(
            async session =>
            {
                var changes = await session.QueryInt64Async(
                    "SELECT items FROM catalog_totals WHERE kind = 'changes' AND collection = '' AND value = ''", []) ?? 0;
                return known?.Changes == changes ? known : new Known(changes, await ReadAsync(session));
            },
            cancellationToken);
        _known = current;
        return current.Summaries;
    }

    public async ValueTask<IReadOnlyList<CollectionSummary>> OfAsync(VisibleProjects visible, CancellationToken cancellationToken)
    {
        var query = new SqlBuilder()
            .Append("SELECT i.collection, i.west, i.south, i.east, i.north, i.time_from, i.time_to, d.traits FROM catalog_items i ")
            .Append("JOIN catalog_documents d ON d.item = i.id").AppendVisible(visible).Build();
        var sums = new SortedDictionary<string, CollectionSum>(StringComparer.Ordinal);
        await database.ReadAsync(
            async session =>
            {
                await session.ForEachAsync(query.Text, sums, Take, query.Parameters);
                return true;
            },
            cancellationToken);
        return [.. sums.Select(sum => sum.Value.ToSummary(sum.Key))];

        void Take(SortedDictionary<string, CollectionSum> into, DbDataReader row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var collection = row.GetString(0);
            if (!into.TryGetValue(collection, out var sum))
            {
                into[collection] = sum = new();
            }

            sum.Add(row);
        }
    }

    private static async ValueTask<IReadOnlyList<CollectionSummary>> ReadAsync(RelationalSession session)
    {
        var summaries = new List<CollectionSummary>();
        var collections = await session.QueryAsync(
            "SELECT collection, items FROM catalog_totals WHERE kind = 'items' ORDER BY collection", static row => (Id: row.GetString(0), Items: row.GetInt64(1)), []);
        foreach (var (id, items) in collections)
        {
            var traits = await session.QueryAsync(
                MostFrequent, static row => new CollectionTrait(row.GetString(0), row.GetString(1), row.GetInt64(2)), [id, .. ItemTraits.Kinds]);
            summaries.Add((await session.QueryFirstAsync(Edges, row => Summary(id, items, row), [id, long.MinValue, long.MaxValue]))! with { Traits = traits });
        }

        return summaries;
    }

    private static CollectionSummary Summary(string id, long items, DbDataReader row)
    {
        BoundingBox? box = row.IsDBNull(0) ? null
            : CollectionSum.Box(row.GetDouble(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3), Number(row, 6), Number(row, 7));
        return new(id, items, box, new(Instant(row, 4), Instant(row, 5)));
    }

    private static long Number(DbDataReader row, int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);

    private static DateTimeOffset? Instant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);

    private sealed record Known(long Changes, IReadOnlyList<CollectionSummary> Summaries);
}
