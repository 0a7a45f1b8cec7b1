using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>The query of a search for traces.</summary>
internal sealed class TraceSearchSql
{
    private readonly SqlBuilder _sql = new();
    private readonly TraceQuery _query;

    private TraceSearchSql(TraceQuery query) => _query = query;

    /// <summary>Builds the query, or yields null where it could find nothing.</summary>
    public static async ValueTask<SqlQuery?> BuildAsync(RelationalSession session, TraceQuery query, long workspaceId)
    {
        var experiments = await ExperimentRows.ResolveAsync(session, workspaceId, query.ExperimentIds);
        return experiments.Count == 0 ? null : new TraceSearchSql(query).Build(workspaceId, experiments);
    }

    /// <summary>Builds the query that counts what filters find, alone and together, or yields null where they could find nothing.</summary>
    public static async ValueTask<SqlQuery?> BuildCountAsync(
        RelationalSession session,
        long workspaceId,
        IReadOnlyList<string> experimentIds,
        IReadOnlyList<Comparison> first,
        IReadOnlyList<Comparison> second,
        IReadOnlyList<Comparison> common)
    {
        var experiments = await ExperimentRows.ResolveAsync(session, workspaceId, experimentIds);
        if (experiments.Count == 0)
        {
            return null;
        }

        var sql = new SqlBuilder().Append("SELECT count(*), count(m.first), count(m.second), count(m.first + m.second) FROM (SELECT CASE WHEN 1 = 1");
        TraceFilterSql.Append(sql, first).Append(" THEN 1 END AS first, CASE WHEN 1 = 1");
        TraceFilterSql.Append(sql, second).Append(" THEN 1 END AS second FROM traces t WHERE t.workspace_id = ").Value(workspaceId)
            .Append(" AND t.experiment_id").In(experiments);
        return TraceFilterSql.Append(sql, common).Append(") m").Build();
    }

    private SqlQuery Build(long workspaceId, IReadOnlyList<long> experiments)
    {
        _sql.Append("SELECT t.id FROM traces t");
        JoinOrders();
        _sql.Append(" WHERE t.workspace_id = ").Value(workspaceId).Append(" AND t.experiment_id").In(experiments);
        TraceFilterSql.Append(_sql, _query.Filter);
        AppendOrder();
        return _sql.Append(" LIMIT ").Value((long)_query.MaxResults).Append(" OFFSET ").Value(_query.Offset).Build();
    }

    private void JoinOrders()
    {
        for (var i = 0; i < _query.OrderBy.Count; i++)
        {
            var order = _query.OrderBy[i];
            if (order.Entity is EntityKind.Tag or EntityKind.Metadata)
            {
                _sql.Append(" LEFT JOIN ").Append(order.Entity == EntityKind.Tag ? "trace_tags" : "trace_metadata")
                    .Append(" o").Append(i).Append(" ON o").Append(i).Append(".trace = t.id AND o").Append(i).Append(".key = ").Value(order.Key);
            }
        }
    }

    private void AppendOrder()
    {
        for (var i = 0; i < _query.OrderBy.Count; i++)
        {
            var order = _query.OrderBy[i];
            _sql.Append(i == 0 ? " ORDER BY " : ", ");
            if (order.Entity is EntityKind.Tag or EntityKind.Metadata)
            {
                // What is missing comes last in both directions.
                _sql.Append("o").Append(i).Append(".value IS NULL, o").Append(i).Append(".value");
            }
            else
            {
                _sql.Append(order.Key is "execution_time_ms" or "end_time_ms" ? "t.execution_time_ms IS NULL, " : "").Append(TraceFilterSql.Column(order.Key));
            }

            _sql.Append(order.Ascending ? " ASC" : " DESC");
        }
    }
}
