using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Runs;

/// <summary>The query of a run search, driven by the rows chosen by <see cref="RunSearcher"/> or by the runs themselves.</summary>
internal sealed class RunSearchSql
{
    private const string Status = "CASE r.status WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'SCHEDULED' WHEN 3 THEN 'FINISHED' WHEN 4 THEN 'FAILED' ELSE 'KILLED' END";
    private readonly SqlBuilder _sql = new();
    private readonly RunQuery _search;
    private readonly IReadOnlyList<long> _experiments;
    private readonly Dictionary<string, long> _keys;
    private readonly RunDriver? _driver;
    private readonly bool _ordersByDriver;
    // Asked of the driving row, a condition leaves a run out before its own row is looked up.
    private readonly string _run;

    private RunSearchSql(ResolvedSearch search, RunDriver? driver)
    {
        _search = search.Query;
        _experiments = search.Experiments;
        _keys = search.Keys;
        _driver = driver;
        _run = driver is null ? "r.id" : "d.run";
        _ordersByDriver = driver is { Entity: EntityKind.Metric }
            && _search.OrderBy is [{ Entity: EntityKind.Metric } first, ..] && first.Key == driver.Key;
    }

    /// <summary>The query that yields the numbers of a page's runs, and of one more.</summary>
    /// <param name="search">The search.</param>
    /// <param name="driver">The rows to go through, or null for the runs.</param>
    public static SqlQuery Build(ResolvedSearch search, RunDriver? driver) => new RunSearchSql(search, driver).Build();

    /// <summary>The query that counts the rows of a driver up to a limit.</summary>
    public static SqlQuery Count(ResolvedSearch search, RunDriver driver, int limit)
    {
        var sql = new RunSearchSql(search, driver);
        sql._sql.Append("SELECT count(*) FROM (SELECT 1 AS one FROM ").Append(Table(driver.Entity)).Append(" d WHERE ");
        sql.AppendDriver(driver, counting: true);
        return sql._sql.Append(" LIMIT ").Append(limit).Append(") c").Build();
    }

    public static bool IsKeyed(EntityKind entity) => entity is EntityKind.Metric or EntityKind.Parameter or EntityKind.Tag;

    private static string Table(EntityKind entity) => entity switch
    {
        EntityKind.Metric => "latest_metrics",
        EntityKind.Parameter => "params",
        _ => "tags",
    };

    private SqlQuery Build()
    {
        _sql.Append("SELECT r.id FROM ");
        if (_driver is not null)
        {
            // CROSS JOIN fixes the order of the loops.
            _sql.Append(Table(_driver.Entity)).Append(" d CROSS JOIN runs r ON r.id = d.run");
        }
        else
        {
            _sql.Append("runs r");
        }

        JoinOrders();
        _sql.Append(" WHERE r.experiment_id").In(_experiments);
        if (_search.ViewType != ViewType.All)
        {
            _sql.Append(" AND r.lifecycle_stage = ").Append(_search.ViewType == ViewType.ActiveOnly ? 0 : 1);
        }

        if (_driver is not null)
        {
            _sql.Append(" AND ");
            AppendDriver(_driver, counting: false);
        }

        for (var i = 0; i < _search.Filter.Count; i++)
        {
            if (_driver?.Takes(_search.Filter[i], i) != true)
            {
                _sql.Append(" AND ");
                AppendCondition(_search.Filter[i]);
            }
        }

        AppendOrder();
        return _sql.Append(" LIMIT ").Value(_search.MaxResults + 1L).Append(" OFFSET ").Value(_search.Offset).Build();
    }

    // What the index of the rows that drive is asked, and all else that can be asked of these rows. Parameters and tags are found by
    // the start of their value, since indexes hold no long texts.
    private void AppendDriver(RunDriver driver, bool counting)
    {
        if (driver.Entity != EntityKind.Metric)
        {
            var value = _search.Filter[driver.Comparison].Value.Text;
            _sql.Append("d.key_id = ").Value(_keys[driver.Key]).Append(" AND substr(d.value, 1, 64) = substr(").Value(value).Append(", 1, 64)");
            if (!counting)
            {
                _sql.Append(" AND d.value = ").Value(value);
            }

            return;
        }

        _sql.Append("d.experiment_id").In(_experiments).Append(" AND d.key_id = ").Value(_keys[driver.Key]).Append(" AND d.is_nan = 0");
        for (var i = 0; i < _search.Filter.Count; i++)
        {
            if (driver.Takes(_search.Filter[i], i))
            {
                _sql.Append(" AND ").Compare("d.value", _search.Filter[i].Operator, _search.Filter[i].Value);
            }
        }
    }

    private void AppendCondition(Comparison comparison)
    {
        switch (comparison.Entity)
        {
            case EntityKind.Metric or EntityKind.Parameter or EntityKind.Tag:
                AppendKeyed(comparison);
                break;
            case EntityKind.Dataset:
                AppendDataset(comparison);
                break;
            default:
                _sql.Compare(Column(comparison.Key), comparison.Operator, comparison.Value);
                break;
        }
    }

    private void AppendKeyed(Comparison comparison)
    {
        _sql.Append(comparison.Operator == ComparisonOperator.IsNull ? "NOT EXISTS (" : "EXISTS (")
            .Append("SELECT 1 FROM ").Append(Table(comparison.Entity)).Append(" x WHERE x.run = ").Append(_run).Append(" AND x.key_id = ").Value(_keys[comparison.Key]);
        if (comparison.Operator is not (ComparisonOperator.IsNull or ComparisonOperator.IsNotNull))
        {
            _sql.Append(" AND ");
            if (comparison.Entity == EntityKind.Metric)
            {
                _sql.CompareMetric("x.value", "x.is_nan", comparison.Operator, comparison.Value);
            }
            else
            {
                _sql.Compare("x.value", comparison.Operator, comparison.Value);
            }
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
            if (IsKeyed(order.Entity) && !(i == 0 && _ordersByDriver))
            {
                _sql.Append(" LEFT JOIN ").Append(Table(order.Entity)).Append(" o").Append(i).Append(" ON o").Append(i).Append(".run = r.id AND o").Append(i)
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
            if (i == 0 && _ordersByDriver)
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
