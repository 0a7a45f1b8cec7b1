using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac.Search;
using Mlops.Storage.Relational;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mlops.Storage.Catalog;

/// <summary>Finds the rows of one page, in the page's own direction, and how many rows match in all.</summary>
internal sealed class ItemFinder(CatalogSearch search, VisibleProjects visible, ItemOrder order)
{
    private readonly SearchRegion? _region = SearchRegion.Of(search);

    /// <summary>The rows of a page.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cursor">Where the page lies; null for the first one.</param>
    /// <param name="cancellationToken">Ends the search between rows.</param>
    /// <returns>One row more than the page holds where there are more.</returns>
    public async ValueTask<(List<FoundItem> Rows, long Matched)> FindAsync(RelationalSession session, ItemCursor? cursor, CancellationToken cancellationToken)
    {
        if (_region is not null)
        {
            var (ids, count) = await FindInRegionAsync(session, _region, cursor, cancellationToken);
            var rows = await session.QueryAsync(
                $"SELECT i.id, d.document, {order.Select} FROM catalog_items i JOIN catalog_documents d ON d.item = i.id WHERE i.id IN @0",
                row => (Id: row.GetInt64(0), Item: Read(row, 1)), [ids.ToArray()]);
            var byId = rows.ToDictionary(row => row.Id, row => row.Item);
            return ([.. ids.Select(id => byId[id])], count);
        }

        var matched = await CountAsync(session);

        // Rows are sorted and cut without their documents; the second LIMIT keeps the engine from making one query of the two.
        var sql = new SqlBuilder().Append("SELECT (SELECT d.document FROM catalog_documents d WHERE d.item = p.id), ").Append(order.SelectOf("p"))
            .Append(" FROM (SELECT i.id, ").Append(order.Select).Append(" FROM catalog_items i").AppendWhere(search, null, visible);
        if (cursor is not null)
        {
            order.AppendBeyond(sql.Append(" AND "), cursor.Keys, cursor.Backward);
        }

        var page = order.AppendOrderBy(sql, cursor is { Backward: true }).Append(" LIMIT ").Value(search.Limit + 1L)
            .Append(") p LIMIT ").Value(search.Limit + 1L).Build();
        return (await session.QueryAsync(page.Text, row => Read(row, 0), page.Parameters), matched);
    }

    /// <summary>Who sees everything and asks for collections only is told what the totals say.</summary>
    private async ValueTask<long> CountAsync(RelationalSession session)
    {
        var sql = new SqlBuilder();
        if (visible.IsAll && search is { Ids.Count: 0, Datetime: null })
        {
            sql.Append("SELECT CAST(sum(i.items) AS bigint) FROM catalog_totals i WHERE i.kind = 'items'").AppendCollections(search);
        }
        else
        {
            sql.Append("SELECT count(*) FROM catalog_items i").AppendWhere(search, null, visible);
        }

        var count = sql.Build();
        return await session.QueryInt64Async(count.Text, count.Parameters) ?? 0;
    }

    private FoundItem Read(System.Data.Common.DbDataReader row, int document) =>
        new(order.ReadKeys(row, document + 1), StoredItem.Read(row.GetFieldValue<byte[]>(document)));

    /// <summary>
    /// Boxes are compared by the database and shapes here, so all candidates pass by in order: counted, and kept once the page begins.
    /// </summary>
    private async ValueTask<(List<long> Rows, long Matched)> FindInRegionAsync(
        RelationalSession session, SearchRegion region, ItemCursor? cursor, CancellationToken cancellationToken)
    {
        var sql = new SqlBuilder().Append("SELECT i.id, ");
        sql = cursor is null ? sql.Append("1") : order.AppendBeyond(sql.Append("CASE WHEN "), cursor.Keys, cursor.Backward).Append(" THEN 1 ELSE 0 END");
        sql.Append(", ");
        sql = region.IsBoxes ? sql.Append("CASE WHEN ").AppendCertain(region).Append(" THEN 1 ELSE 0 END") : sql.Append("0");
        sql.Append(", d.shape, i.west, i.south, i.east, i.north FROM catalog_items i JOIN catalog_documents d ON d.item = i.id")
            .AppendWhere(search, region, visible);
        var query = order.AppendOrderBy(sql, cursor is { Backward: true }).Build();
        var found = new Found(region, search.Limit + 1, cancellationToken);
        await session.ForEachAsync(query.Text, found, static (found, row) => found.Take(row), query.Parameters);
        return (found.Rows, found.Matched);
    }

    private sealed class Found(SearchRegion region, int most, CancellationToken cancellationToken)
    {
        private readonly WKBReader _reader = new();

        public List<long> Rows { get; } = [];

        public long Matched { get; private set; }

        public void Take(System.Data.Common.DbDataReader row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.GetInt64(2) == 0 && !region.Meets(Shape(row)))
            {
                return;
            }

            Matched++;
            if (Rows.Count < most && row.GetInt64(1) != 0)
            {
                Rows.Add(row.GetInt64(0));
            }
        }

        private Geometry Shape(System.Data.Common.DbDataReader row) => row.IsDBNull(3)
            ? GeometryFactory.Floating.ToGeometry(new Envelope(row.GetDouble(4), row.GetDouble(6), row.GetDouble(5), row.GetDouble(7)))
            : _reader.Read(row.GetFieldValue<byte[]>(3));
    }
}
