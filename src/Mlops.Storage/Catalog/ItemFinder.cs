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
    public async ValueTask<(List<long> Rows, long Matched)> FindAsync(RelationalSession session, ItemCursor? cursor, CancellationToken cancellationToken)
    {
        if (_region is not null)
        {
            return await FindInRegionAsync(session, _region, cursor, cancellationToken);
        }

        var count = new SqlBuilder().Append("SELECT count(*) FROM catalog_items i").AppendWhere(search, null, visible).Build();
        var matched = await session.QueryInt64Async(count.Text, count.Parameters) ?? 0;
        var sql = new SqlBuilder().Append("SELECT i.id FROM catalog_items i").AppendWhere(search, null, visible);
        if (cursor is not null)
        {
            order.AppendBeyond(sql.Append(" AND "), cursor.Keys, cursor.Backward);
        }

        var page = order.AppendOrderBy(sql, cursor is { Backward: true }).Append(" LIMIT ").Value(search.Limit + 1L).Build();
        return (await session.QueryAsync(page.Text, row => row.GetInt64(0), page.Parameters), matched);
    }

    /// <summary>Boxes are compared by the database and shapes here, so all candidates pass by in order: counted, and kept once the page begins.</summary>
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
