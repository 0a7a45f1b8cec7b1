using System.Data.Common;
using Mlops.Stac.Search;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Catalog;

/// <summary>
/// The total order of a search: what the caller asked for, then collection and id. A page is found by comparing with the keys of a
/// row at its edge, so rows that come and go elsewhere shift nothing.
/// </summary>
internal sealed class ItemOrder
{
    private readonly List<SortColumn> _columns = [];

    public ItemOrder(IReadOnlyList<SortField> fields)
    {
        if (fields.Count == 0)
        {
            Add("datetime", descending: true);
        }

        foreach (var field in fields)
        {
            Add(field.Field, field.Descending);
        }

        Add("collection", descending: false);
        Add("id", descending: false);
    }

    public IReadOnlyList<SortColumn> Columns => _columns;

    /// <summary>The columns, to be read by <see cref="ReadKeys"/>.</summary>
    public string Select => SelectOf("i");

    /// <summary>The columns of a table under another name.</summary>
    public string SelectOf(string table) => string.Join(", ", _columns.Select(column => $"{table}.{column.Name}"));

    /// <summary>The keys of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Where the columns begin in it.</param>
    public object?[] ReadKeys(DbDataReader row, int first)
    {
        var keys = new object?[_columns.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var at = first + i;
            keys[i] = row.IsDBNull(at) ? null : _columns[i].IsText ? row.GetString(at) : row.GetInt64(at);
        }

        return keys;
    }

    public SqlBuilder AppendOrderBy(SqlBuilder sql, bool backward)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            var column = _columns[i];
            sql.Append(i == 0 ? " ORDER BY i." : ", i.").Append(column.Name).Append(column.Descending != backward ? " DESC" : " ASC")
                .Append(!column.IsNullable ? "" : backward ? " NULLS FIRST" : " NULLS LAST");
        }

        return sql;
    }

    /// <summary>Appends the condition that a row comes after these keys, or before them when going backward.</summary>
    public SqlBuilder AppendBeyond(SqlBuilder sql, IReadOnlyList<object?> keys, bool backward)
    {
        var branches = 0;
        for (var i = 0; i < _columns.Count; i++)
        {
            if (keys[i] is null && !backward)
            {
                // Nothing comes after null but what further columns tell apart.
                continue;
            }

            sql.Append(branches++ == 0 ? "((" : " OR (");
            for (var before = 0; before < i; before++)
            {
                AppendEqual(sql, _columns[before].Name, keys[before]).Append(" AND ");
            }

            AppendPast(sql, _columns[i], keys[i], backward).Append(")");
        }

        return sql.Append(")");
    }

    private static SqlBuilder AppendEqual(SqlBuilder sql, string column, object? key) =>
        key is null ? sql.Append("i.").Append(column).Append(" IS NULL") : sql.Append("i.").Append(column).Append(" = ").Value(key);

    private static SqlBuilder AppendPast(SqlBuilder sql, SortColumn column, object? key, bool backward)
    {
        if (key is null)
        {
            return sql.Append("i.").Append(column.Name).Append(" IS NOT NULL");
        }

        sql.Append("(i.").Append(column.Name).Append(column.Descending != backward ? " < " : " > ").Value(key);
        return sql.Append(column.IsNullable && !backward ? $" OR i.{column.Name} IS NULL)" : ")");
    }

    private void Add(string field, bool descending)
    {
        var column = field switch
        {
            "id" => new SortColumn("item_id", IsText: true, IsNullable: false, descending),
            "collection" => new SortColumn("collection", IsText: true, IsNullable: false, descending),
            "title" => new SortColumn("title", IsText: true, IsNullable: true, descending),
            "datetime" or "start_datetime" or "end_datetime" or "created" or "updated" => new SortColumn(field, IsText: false, IsNullable: true, descending),
            _ => throw new InvalidSearchException("sortby", $"must name fields of: {string.Join(", ", SortField.Known)}"),
        };
        if (_columns.TrueForAll(known => known.Name != column.Name))
        {
            _columns.Add(column);
        }
    }
}
