using System.Data.Common;
using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac;
using Mlops.Stac.Search;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Catalog;

/// <summary>The catalog's items in two tables: what searches compare, and what they answer.</summary>
internal sealed class CatalogIndex(IRelationalDatabase database) : ICatalogIndex
{
    private const string Insert =
        $"INSERT INTO catalog_items ({ItemRow.Names}) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17) RETURNING id";

    public async Task ReplaceAsync(string projectPath, IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Any(entry => entry.ProjectPath != projectPath))
        {
            throw new ArgumentException("An entry is of another project.", nameof(entries));
        }

        if (entries.DistinctBy(entry => entry.Item.Collection).Count() != entries.Count)
        {
            throw new ArgumentException("A collection holds at most one item of a project.", nameof(entries));
        }

        var rows = entries.Select(ItemRow.Of).ToList();
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM catalog_items WHERE project = @0", projectPath);
                foreach (var row in rows)
                {
                    // The id may have been another project's, which was renamed.
                    await session.ExecuteAsync("DELETE FROM catalog_items WHERE collection = @0 AND item_id = @1", row.Columns[2], row.Columns[3]);
                    var id = await session.QueryInt64Async(Insert, row.Columns);
                    await session.ExecuteAsync("INSERT INTO catalog_documents (item, shape, document) VALUES (@0, @1, @2)", id, row.Shape, row.Document);
                }

                return rows.Count;
            },
            cancellationToken);
    }

    public async Task<StacItem?> GetAsync(string collectionId, string id, VisibleProjects visible, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collectionId);
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(visible);
        var query = new SqlBuilder().Append("SELECT d.document FROM catalog_items i JOIN catalog_documents d ON d.item = i.id").AppendVisible(visible)
            .Append(" AND i.collection = ").Value(collectionId).Append(" AND i.item_id = ").Value(id).Build();
        return await database.ReadAsync(session => session.QueryFirstAsync(query.Text, ReadItem, query.Parameters), cancellationToken);
    }

    public async Task<CatalogPage> SearchAsync(CatalogSearch search, VisibleProjects visible, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(visible);
        var order = new ItemOrder(search.SortBy);
        var fingerprint = SearchFingerprint.Of(search);
        var cursor = search.Token is { } token ? ItemCursor.Decode(token, fingerprint, order.Columns) : null;
        var finder = new ItemFinder(search, visible, order);
        return await database.ReadAsync(
            async session =>
            {
                var (rows, matched) = await finder.FindAsync(session, cursor, cancellationToken);
                if (rows.Count == 0 && cursor is { Backward: true })
                {
                    // What was before has gone: the page begins where the search does.
                    cursor = null;
                    (rows, matched) = await finder.FindAsync(session, cursor, cancellationToken);
                }

                var backward = cursor is { Backward: true };
                var more = rows.Count > search.Limit;
                if (more)
                {
                    rows.RemoveAt(search.Limit);
                }

                if (backward)
                {
                    rows.Reverse();
                }

                var items = new List<StacItem>(rows.Count);
                foreach (var row in rows)
                {
                    items.Add((await session.QueryFirstAsync("SELECT document FROM catalog_documents WHERE item = @0", ReadItem, [row]))!);
                }

                return new CatalogPage(items, rows.Count > 0 && (more || backward) ? await TokenAsync(rows[^1], false) : null, matched)
                {
                    PreviousToken = rows.Count > 0 && (backward ? more : cursor is not null) ? await TokenAsync(rows[0], true) : null,
                };

                async ValueTask<string> TokenAsync(long row, bool back) =>
                    new ItemCursor(back, (await session.QueryFirstAsync($"SELECT {order.Select} FROM catalog_items i WHERE i.id = @0", order.ReadKeys, [row]))!)
                        .Encode(fingerprint);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<CollectionSummary>> SummarizeAsync(VisibleProjects visible, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visible);
        var query = new SqlBuilder()
            .Append("SELECT i.collection, count(*), min(i.west), min(i.south), max(i.east), max(i.north), ")
            // A mixed lot gets the whole circle; one that lies around the antimeridian as a whole keeps its box.
            .Append("sum(CASE WHEN i.west > i.east THEN 1 ELSE 0 END), count(i.west), min(nullif(i.time_from, ").Value(long.MinValue).Append(")), max(nullif(i.time_to, ").Value(long.MaxValue)
            .Append(")) FROM catalog_items i").AppendVisible(visible).Append(" GROUP BY i.collection ORDER BY i.collection").Build();
        return await database.ReadAsync(session => session.QueryAsync(query.Text, ReadSummary, query.Parameters), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> ListChangeKeysAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                "SELECT project, max(change_key) FROM catalog_items GROUP BY project", row => (Project: row.GetString(0), Key: row.GetString(1)), []),
            cancellationToken);
        return rows.ToDictionary(row => row.Project, row => row.Key, StringComparer.Ordinal);
    }

    private static StacItem ReadItem(DbDataReader row) =>
        JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), StacJsonContext.Default.StacItem)!;

    private static CollectionSummary ReadSummary(DbDataReader row)
    {
        BoundingBox? box = null;
        if (!row.IsDBNull(2))
        {
            var crossing = row.GetInt64(6);
            var (west, east) = (row.GetDouble(2), row.GetDouble(4));
            var keeps = crossing == 0 || (crossing == row.GetInt64(7) && west > east);
            box = keeps ? new(west, row.GetDouble(3), east, row.GetDouble(5)) : new(-180, row.GetDouble(3), 180, row.GetDouble(5));
        }

        return new(row.GetString(0), row.GetInt64(1), box, new(Instant(row, 8), Instant(row, 9)));
    }

    private static DateTimeOffset? Instant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}
