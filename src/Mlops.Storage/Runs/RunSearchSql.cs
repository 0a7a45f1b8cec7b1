using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Runs;

/// <summary>
/// The query of a run search. Where the first order is a metric that the filter bounds too, the index over the metric's values
/// drives it, so that a page costs what it shows and not what the experiment holds.
/// </summary>
internal sealed class RunSearchSql
{
    private const string Status = "CASE r.status WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'SCHEDULED' WHEN 3 THEN 'FINISHED' WHEN 4 THEN 'FAILED' ELSE 'KILLED' END";
    private readonly SqlBuilder _sql = new();
    private readonly RunQuery _search;
    private readonly IReadOnlyList<long> _experiments;
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private int _driver = -1;

    private RunSearchSql(RunQuery search, IReadOnlyList<long> experiments)
    {
        _search = search;
        _experiments = experiments;
    }

    /// <summary>Builds the query, or yields null where it could find nothing.</summary>
    public static async ValueTask<SqlQuery?> BuildAsync(RelationalSession session, RunQuery search, long workspaceId, KeyTable keys)
    {
        var experiments = await ExperimentRows.ResolveAsync(session, workspaceId, search.ExperimentIds);
        if (experiments.Count == 0)
        {
            return null;
        }

        var builder = new RunSearchSql(search, experiments);
        foreach (var name in search.Filter.Where(c => IsKeyed(c.Entity)).Select(c => c.Key).Concat(search.OrderBy.Where(o => IsKeyed(o.Entity)).Select(o => o.Key)))
        {
            builder._keys[name] = await keys.FindAsync(session, name) ?? 0;
        }

        return builder.Build(workspaceId);
    }

    private static bool IsKeyed(EntityKind entity) => entity is EntityKind.Metric or EntityKind.Parameter or EntityKind.Tag;

    private SqlQuery Build(long workspaceId)
    {
        _driver = FindDriver();
        if (_driver >= 0)
        {
            // CROSS JOIN fixes the order of the loops in SQLite.
            _sql.Append("SELECT r.id FROM latest_metrics d CROSS JOIN runs r ON r.id = d.run");
        }
        else
        {
            _sql.Append("SELECT r.id FROM runs r");
        }

        JoinOrders();
        _sql.Append(" WHERE r.workspace_id = ").Value(workspaceId).Append(" AND r.experiment_id").In(_experiments);
        if (_search.ViewType != ViewType.All)
        {
            _sql.Append(" AND r.lifecycle_stage = ").Append(_search.ViewType == ViewType.ActiveOnly ? 0 : 1);
        }

        for (var i = 0; i < _search.Filter.Count; i++)
        {
            _sql.Append(" AND ");
            AppendCondition(_search.Filter[i], i == _driver);
        }

        AppendOrder();
        return _sql.Append(" LIMIT ").Value(_search.MaxResults + 1).Append(" OFFSET ").Value(_search.Offset).Build();
    }

    /// <summary>The comparison whose rows are read in the order asked for; one that rows without a number can't satisfy.</summary>
    private int FindDriver()
    {
        if (_search.OrderBy.Count == 0 || _search.OrderBy[0].Entity != EntityKind.Metric)
        {
            return -1;
        }

        for (var i = 0; i < _search.Filter.Count; i++)
        {
            var comparison = _search.Filter[i];
            if (comparison.Entity == EntityKind.Metric && comparison.Key == _search.OrderBy[0].Key && !HoldsForZero(comparison))
            {
                return i;
            }
        }

        return -1;
    }

    // NaN is stored as 0 and compares as that.
    private static bool HoldsForZero(Comparison comparison) => comparison.Operator switch
    {
        ComparisonOperator.Equal => comparison.Value.Number == 0,
        ComparisonOperator.NotEqual => comparison.Value.Number != 0,
        ComparisonOperator.Less => 0 < comparison.Value.Number,
        ComparisonOperator.LessOrEqual => 0 <= comparison.Value.Number,
        ComparisonOperator.Greater => 0 > comparison.Value.Number,
        _ => 0 >= comparison.Value.Number,
    };

    private void AppendCondition(Comparison comparison, bool drives)
    {
        switch (comparison.Entity)
        {
            case EntityKind.Metric when drives:
                _sql.Append("d.experiment_id").In(_experiments).Append(" AND d.key_id = ").Value(_keys[comparison.Key])
                    .Append(" AND d.is_nan = 0 AND ").Compare("d.value", comparison.Operator, comparison.Value);
                break;
            case EntityKind.Metric:
                AppendKeyed("latest_metrics", comparison);
                break;
            case EntityKind.Parameter:
                AppendKeyed("params", comparison);
                break;
            case EntityKind.Tag:
                AppendKeyed("tags", comparison);
                break;
            case EntityKind.Dataset:
                AppendDataset(comparison);
                break;
            default:
                _sql.Compare(Column(comparison.Key), comparison.Operator, comparison.Value);
                break;
        }
    }

    private void AppendKeyed(string table, Comparison comparison)
    {
        _sql.Append(comparison.Operator == ComparisonOperator.IsNull ? "NOT EXISTS (" : "EXISTS (")
            .Append("SELECT 1 FROM ").Append(table).Append(" x WHERE x.run = r.id AND x.key_id = ").Value(_keys[comparison.Key]);
        if (comparison.Operator is not (ComparisonOperator.IsNull or ComparisonOperator.IsNotNull))
        {
            _sql.Append(" AND ").Compare("x.value", comparison.Operator, comparison.Value);
        }

        _sql.Append(")");
    }

    private void AppendDataset(Comparison comparison)
    {
        _sql.Append("EXISTS (SELECT 1 FROM run_datasets u JOIN datasets s ON s.id = u.dataset_id");
        if (comparison.Key == "context")
        {
            _sql.Append(" JOIN run_dataset_tags c ON c.run = u.run AND c.dataset_id = u.dataset_id AND c.key = 'mlflow.data.context'")
                .Append(" WHERE u.run = r.id AND ").Compare("c.value", comparison.Operator, comparison.Value);
        }
        else
        {
            _sql.Append(" WHERE u.run = r.id AND ").Compare(comparison.Key == "name" ? "s.name" : "s.digest", comparison.Operator, comparison.Value);
        }

        _sql.Append(")");
    }

    private void JoinOrders()
    {
        for (var i = 0; i < _search.OrderBy.Count; i++)
        {
            var order = _search.OrderBy[i];
            if (IsKeyed(order.Entity) && !(i == 0 && _driver >= 0))
            {
                var table = order.Entity switch { EntityKind.Metric => "latest_metrics", EntityKind.Parameter => "params", _ => "tags" };
                _sql.Append(" LEFT JOIN ").Append(table).Append(" o").Append(i).Append(" ON o").Append(i).Append(".run = r.id AND o").Append(i)
                    .Append(".key_id = ").Value(_keys[order.Key]);
            }
        }
    }

    private void AppendOrder()
    {
        _sql.Append(" ORDER BY ");
        for (var i = 0; i < _search.OrderBy.Count; i++)
        {
            var order = _search.OrderBy[i];
            var direction = order.Ascending ? " ASC" : " DESC";
            _sql.Append(i == 0 ? "" : ", ");
            if (i == 0 && _driver >= 0)
            {
                _sql.Append("d.value").Append(direction);
            }
            else if (IsKeyed(order.Entity))
            {
                // What is missing comes last in both directions, and NaN just before.
                _sql.Append("o").Append(i).Append(".run IS NULL, ");
                if (order.Entity == EntityKind.Metric)
                {
                    _sql.Append("o").Append(i).Append(".is_nan, ");
                }

                _sql.Append("o").Append(i).Append(".value").Append(direction);
            }
            else
            {
                var column = Column(order.Key);
                if (order.Key == "end_time")
                {
                    _sql.Append("r.end_time IS NULL, ");
                }

                _sql.Append(column).Append(direction);
            }
        }

        if (_search.OrderBy.Count == 0)
        {
            _sql.Append("r.start_time DESC, r.run_id");
        }
    }

    private static string Column(string key) => key switch
    {
        "run_id" => "r.run_id",
        "run_name" => "r.name",
        "user_id" => "r.user_id",
        "status" => Status,
        "artifact_uri" => "r.artifact_uri",
        "start_time" => "r.start_time",
        "end_time" => "r.end_time",
        "experiment_id" => "r.experiment_id",
        _ => throw new InvalidOperationException($"The filter language let the attribute '{key}' through."),
    };
}
