using System.Data.Common;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac.Search;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Catalog;

/// <summary>
/// The catalog's items in two tables: what searches compare, and what they answer, ready to be sent. What collections hold as a whole is
/// in a third (<see cref="CatalogTotals"/>).
/// </summary>
internal sealed class CatalogIndex(IRelationalDatabase database) : ICatalogIndex, IDisposable
{
    private const string Insert =
        $"INSERT INTO catalog_items ({ItemRow.Names}) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17) RETURNING id";

    private readonly CollectionSummaries _summaries = new(database);

    // Every change of the catalog counts in the same rows of totals: waiting here is cheaper than meeting there.
    private readonly SemaphoreSlim _turn = new(1, 1);

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
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await database.WriteAsync(session => ReplaceAsync(session, projectPath, rows), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<StoredItem?> GetAsync(string collectionId, string id, VisibleProjects visible, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collectionId);
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(visible);
        var query = new SqlBuilder().Append("SELECT d.document FROM catalog_items i JOIN catalog_documents d ON d.item = i.id").AppendVisible(visible)
            .Append(" AND i.collection = ").Value(collectionId).Append(" AND i.item_id = ").Value(id).Build();
        return await database.ReadAsync(
            session => session.QueryFirstAsync(query.Text, static row => StoredItem.Read(row.GetFieldValue<byte[]>(0)), query.Parameters), cancellationToken);
    }

    public async Task<CatalogPage> SearchAsync(CatalogSearch search, VisibleProjects visible, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(visible);
        var order = new ItemOrder(search.SortBy);
        var fingerprint = SearchFingerprint.Of(search);
        var cursor = search.Token is { } token ? ItemCursor.Decode(token, fingerprint, order.Columns) : null;
        var finder = new ItemFinder(search, visible, order);
        var (rows, matched) = await database.ReadAsync(
            async session =>
            {
                var found = await finder.FindAsync(session, cursor, cancellationToken);
                if (found.Rows.Count == 0 && cursor is { Backward: true })
                {
                    // What was before has gone: the page begins where the search does.
                    cursor = null;
                    found = await finder.FindAsync(session, cursor, cancellationToken);
                }

                return found;
            },
            cancellationToken);
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

        return new CatalogPage([.. rows.Select(row => row.Item)], rows.Count > 0 && (more || backward) ? Token(rows[^1], false) : null, matched)
        {
            PreviousToken = rows.Count > 0 && (backward ? more : cursor is not null) ? Token(rows[0], true) : null,
        };

        string Token(FoundItem row, bool back) => new ItemCursor(back, row.Keys).Encode(fingerprint);
    }

    public async Task<IReadOnlyList<CollectionSummary>> SummarizeAsync(VisibleProjects visible, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visible);
        return visible.IsAll ? await _summaries.OfAllAsync(cancellationToken) : await _summaries.OfAsync(visible, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, string>> ListChangeKeysAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                "SELECT project, max(change_key) FROM catalog_items GROUP BY project", row => (Project: row.GetString(0), Key: row.GetString(1)), []),
            cancellationToken);
        return rows.ToDictionary(row => row.Project, row => row.Key, StringComparer.Ordinal);
    }

    public async Task<string?> GetChangeKeyAsync(string projectPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        return await database.ReadAsync(
            session => session.QueryFirstAsync(
                "SELECT change_key FROM catalog_items WHERE project = @0 ORDER BY change_key DESC LIMIT 1", static row => row.GetString(0), [projectPath]),
            cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private static async ValueTask<int> ReplaceAsync(RelationalSession session, string project, List<ItemRow> rows)
    {
        var totals = new CatalogTotals();
        await RemoveAsync(session, totals, "i.project = @0", [project]);
        foreach (var row in rows)
        {
            // The id may have been another project's, which was renamed.
            await RemoveAsync(session, totals, "i.collection = @0 AND i.item_id = @1", [row.Columns[2], row.Columns[3]]);
            var id = await session.QueryInt64Async(Insert, row.Columns);
            await session.ExecuteAsync(
                "INSERT INTO catalog_documents (item, shape, document, traits) VALUES (@0, @1, @2, @3)", id, row.Shape, row.Document, row.TraitsJson);
            totals.Add(row);
        }

        await totals.WriteAsync(session);
        return rows.Count;
    }

    private static async ValueTask RemoveAsync(RelationalSession session, CatalogTotals totals, string where, object?[] parameters)
    {
        var removed = await session.QueryAsync(
            $"SELECT i.id, i.collection, i.west, i.east, d.traits FROM catalog_items i JOIN catalog_documents d ON d.item = i.id WHERE {where}",
            RemovedItem.Of, parameters);
        foreach (var row in removed)
        {
            await session.ExecuteAsync("DELETE FROM catalog_items WHERE id = @0", row.Id);
            totals.Remove(row);
        }
    }
}
