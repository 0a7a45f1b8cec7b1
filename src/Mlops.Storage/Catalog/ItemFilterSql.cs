using Mlops.Catalog.Projects;
using Mlops.Stac.Search;
using Mlops.Storage.Relational;
using NetTopologySuite.Geometries;

namespace Mlops.Storage.Catalog;

/// <summary>The conditions of a search. Lists travel as one parameter, so that few statements serve all callers.</summary>
internal static class ItemFilterSql
{
    /// <summary>Up to so many groups are each a range of an index.</summary>
    private const int MaxRanges = 16;

    /// <summary>Appends <c>WHERE …</c>: what the caller may see, then what the search asks for; shapes only by their boxes.</summary>
    public static SqlBuilder AppendWhere(this SqlBuilder sql, CatalogSearch search, SearchRegion? region, VisibleProjects visible)
    {
        sql.AppendVisible(visible);
        if (search.Ids.Count > 0)
        {
            sql.Append(" AND i.item_id").AppendIn(search.Ids);
        }

        sql.AppendCollections(search);
        if (search.Datetime is { } time)
        {
            sql.Append(" AND i.time_from <= ").Value(time.End?.UtcTicks ?? long.MaxValue)
                .Append(" AND i.time_to >= ").Value(time.Start?.UtcTicks ?? long.MinValue);
        }

        if (region is not null)
        {
            for (var i = 0; i < region.Boxes.Count; i++)
            {
                sql.Append(i == 0 ? " AND (" : " OR ").AppendOverlap(region.Boxes[i]);
            }

            sql.Append(region.Boxes.Count == 0 ? " AND 1 = 0" : ")");
        }

        if (search.Bbox is { MinHeight: { } low, MaxHeight: { } high })
        {
            sql.Append(" AND (i.low IS NULL OR (i.low <= ").Value(high).Append(" AND i.high >= ").Value(low).Append("))");
        }

        return sql;
    }

    /// <summary>Appends the condition on collections, where there is one.</summary>
    public static SqlBuilder AppendCollections(this SqlBuilder sql, CatalogSearch search) =>
        search.Collections.Count > 0 ? sql.Append(" AND i.collection").AppendIn(search.Collections) : sql;

    /// <summary>Appends <c>WHERE</c> and what the caller may see.</summary>
    public static SqlBuilder AppendVisible(this SqlBuilder sql, VisibleProjects visible)
    {
        if (visible.IsAll)
        {
            return sql.Append(" WHERE 1 = 1");
        }

        sql.Append(" WHERE (i.project").AppendIn(visible.Paths);
        if (visible.Groups.Count > MaxRanges)
        {
            sql.Append(" OR EXISTS (SELECT 1 FROM LIST(").Value(visible.Groups.ToArray())
                .Append(") WHERE substr(i.project, 1, length(value) + 1) = value || '/')");
        }
        else
        {
            foreach (var group in visible.Groups)
            {
                // All paths that begin with the group and a slash; '0' follows '/'.
                sql.Append(" OR (i.project >= ").Value(group + "/").Append(" AND i.project < ").Value(group + "0").Append(")");
            }
        }

        return sql.Append(")");
    }

    /// <summary>Appends whether a row's shape lies in the boxes for certain, or fills its own box.</summary>
    public static SqlBuilder AppendCertain(this SqlBuilder sql, SearchRegion region)
    {
        sql.Append("(d.shape IS NULL");
        foreach (var box in region.Boxes)
        {
            sql.Append(" OR (i.west <= i.east AND i.west >= ").Value(box.MinX).Append(" AND i.east <= ").Value(box.MaxX)
                .Append(" AND i.south >= ").Value(box.MinY).Append(" AND i.north <= ").Value(box.MaxY).Append(")");
        }

        return sql.Append(")");
    }

    private static SqlBuilder AppendOverlap(this SqlBuilder sql, Envelope box) => sql
        .Append("(i.south <= ").Value(box.MaxY).Append(" AND i.north >= ").Value(box.MinY)
        .Append(" AND ((i.west <= i.east AND i.west <= ").Value(box.MaxX).Append(" AND i.east >= ").Value(box.MinX)
        .Append(") OR (i.west > i.east AND (i.west <= ").Value(box.MaxX).Append(" OR i.east >= ").Value(box.MinX).Append("))))");

    private static SqlBuilder AppendIn(this SqlBuilder sql, IEnumerable<string> texts) =>
        texts.ToArray() is [var one] ? sql.Append(" = ").Value(one) : sql.Append(" IN ").Value(texts.ToArray());
}
