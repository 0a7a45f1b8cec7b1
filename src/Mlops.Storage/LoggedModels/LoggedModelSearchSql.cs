using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Search;

namespace Mlops.Storage.LoggedModels;

/// <summary>The query of a search for logged models. The bounds and latest points of the series answer for almost all points.</summary>
internal sealed class LoggedModelSearchSql
{
    private readonly SqlBuilder _sql = new();
    private readonly LoggedModelQuery _query;
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);

    private LoggedModelSearchSql(LoggedModelQuery query) => _query = query;

    /// <summary>Builds the query, or yields null where it could find nothing.</summary>
    public static async ValueTask<SqlQuery?> BuildAsync(RelationalSession session, LoggedModelQuery query, long workspaceId, KeyTable keys)
    {
        var experiments = await ExperimentRows.ResolveAsync(session, workspaceId, query.Pages.ExperimentIds);
        if (experiments.Count == 0)
        {
            return null;
        }

        var builder = new LoggedModelSearchSql(query);
        foreach (var name in query.Filter.Where(static c => c.Entity == EntityKind.Metric).Select(static c => c.Key)
            .Concat(query.OrderBy.Where(static o => o.By.Entity == EntityKind.Metric).Select(static o => o.By.Key)))
        {
            builder._keys[name] = await keys.FindCommittedAsync(session, name) ?? 0;
        }

        return builder.Build(workspaceId, experiments);
    }

    private SqlQuery Build(long workspaceId, IReadOnlyList<long> experiments)
    {
        _sql.Append("SELECT m.id FROM logged_models m");
        JoinOrders();
        _sql.Append(" WHERE m.workspace_id = ").Value(workspaceId).Append(" AND m.lifecycle_stage = 0 AND m.experiment_id").In(experiments);
        foreach (var comparison in _query.Filter)
        {
            _sql.Append(" AND ");
            AppendCondition(comparison);
        }

        if (_query.Datasets.Count > 0 && !_query.Filter.Any(static c => c.Entity == EntityKind.Metric))
        {
            _sql.Append(" AND EXISTS (SELECT 1 FROM logged_model_series s WHERE s.model = m.id");
            AppendDatasets();
            _sql.Append(")");
        }

        AppendOrder();
        return _sql.Append(" LIMIT ").Value(_query.MaxResults + 1).Append(" OFFSET ").Value(_query.Offset).Build();
    }

    private void AppendCondition(Comparison comparison)
    {
        switch (comparison.Entity)
        {
            case EntityKind.Metric:
                AppendMetric(comparison);
                break;
            case EntityKind.Parameter:
                AppendKeyed("logged_model_params", comparison);
                break;
            case EntityKind.Tag:
                AppendKeyed("logged_model_tags", comparison);
                break;
            default:
                _sql.Compare(Text(comparison.Key), comparison.Operator, comparison.Value);
                break;
        }
    }

    private void AppendKeyed(string table, Comparison comparison) => _sql
        .Append("EXISTS (SELECT 1 FROM ").Append(table).Append(" x WHERE x.model = m.id AND x.key = ").Value(comparison.Key)
        .Append(" AND ").Compare("x.value", comparison.Operator, comparison.Value).Append(")");

    /// <summary>
    /// Any logged point counts: one that is larger than a number is there if the largest is. A series of NaN alone has no bounds.
    /// </summary>
    private void AppendMetric(Comparison comparison)
    {
        var (op, value) = (comparison.Operator, comparison.Value);
        _sql.Append("EXISTS (SELECT 1 FROM logged_model_series s WHERE s.model = m.id AND s.key_id = ").Value(_keys[comparison.Key]);
        AppendDatasets();
        _sql.Append(op == ComparisonOperator.NotEqual ? " AND " : " AND s.min_value <= s.max_value AND ");
        _ = op switch
        {
            ComparisonOperator.Less or ComparisonOperator.LessOrEqual => _sql.Compare("s.min_value", op, value),
            ComparisonOperator.NotEqual => _sql
                .Append("(s.has_nan = 1 OR ").Compare("s.min_value", op, value).Append(" OR ").Compare("s.max_value", op, value).Append(")"),
            ComparisonOperator.Equal => _sql
                .Compare("s.min_value", ComparisonOperator.LessOrEqual, value).Append(" AND ").Compare("s.max_value", ComparisonOperator.GreaterOrEqual, value)
                .Append(" AND EXISTS (SELECT 1 FROM logged_model_points p WHERE p.series = s.id AND ").CompareMetric("p.value", "p.is_nan", op, value)
                .Append(")"),
            _ => _sql.Compare("s.max_value", op, value),
        };
        _sql.Append(")");
    }

    private void AppendDatasets()
    {
        for (var i = 0; i < _query.Datasets.Count; i++)
        {
            var dataset = _query.Datasets[i];
            _sql.Append(i == 0 ? " AND (" : " OR ").Append("(");
            AppendDataset(dataset.Name, dataset.Digest);
            _sql.Append(")");
        }

        _sql.Append(_query.Datasets.Count > 0 ? ")" : "");
    }

    private void AppendDataset(string? name, string? digest)
    {
        if (name is not null)
        {
            _sql.Append("s.dataset_name = ").Value(name);
        }

        if (digest is not null)
        {
            _sql.Append(name is null ? "" : " AND ").Append("s.dataset_digest = ").Value(digest);
        }
    }

    private void JoinOrders()
    {
        for (var i = 0; i < _query.OrderBy.Count; i++)
        {
            var order = _query.OrderBy[i];
            if (order.By.Entity != EntityKind.Metric)
            {
                continue;
            }

            _sql.Append(" LEFT JOIN logged_model_series o").Append(i).Append(" ON o").Append(i)
                .Append(".id = (SELECT s.id FROM logged_model_series s WHERE s.model = m.id AND s.key_id = ").Value(_keys[order.By.Key]);
            if (order.DatasetName is not null || order.DatasetDigest is not null)
            {
                _sql.Append(" AND ");
                AppendDataset(order.DatasetName, order.DatasetDigest);
            }

            _sql.Append(" ORDER BY s.last_time DESC, s.last_step DESC, s.id LIMIT 1)");
        }
    }

    private void AppendOrder()
    {
        for (var i = 0; i < _query.OrderBy.Count; i++)
        {
            var by = _query.OrderBy[i].By;
            _sql.Append(i == 0 ? " ORDER BY " : ", ");
            if (by.Entity == EntityKind.Metric)
            {
                // What is missing comes last in both directions, and NaN just before.
                _sql.Append("o").Append(i).Append(".id IS NULL, o").Append(i).Append(".last_is_nan, o").Append(i).Append(".last_value");
            }
            else
            {
                _sql.Append(by.Key == "status_message" ? "m.status_message IS NULL, " : "").Append(Column(by.Key));
            }

            _sql.Append(by.Ascending ? " ASC" : " DESC");
        }
    }

    /// <summary>The expression that filters compare: numbers count as their digits, but times are numbers.</summary>
    private static string Text(string key) => key switch
    {
        "status" => "CAST(m.status AS TEXT)",
        "experiment_id" => "CAST(m.experiment_id AS TEXT)",
        _ => Column(key),
    };

    private static string Column(string key) => key switch
    {
        "name" => "m.name",
        "model_id" => "m.model_id",
        "model_type" => "m.model_type",
        "status" => "m.status",
        "status_message" => "m.status_message",
        "source_run_id" => "m.source_run_id",
        "experiment_id" => "m.experiment_id",
        "artifact_location" => "m.artifact_location",
        "creation_timestamp_ms" => "m.creation_time",
        "last_updated_timestamp_ms" => "m.last_updated_time",
        _ => throw new InvalidOperationException($"The filter language let the attribute '{key}' through."),
    };
}
