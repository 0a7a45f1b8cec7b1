using Mlops.Storage.Relational;
using Mlops.Tracking.Search;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.TraceMetrics;

/// <summary>
/// The query that sums up traces: one row a point, its bucket of time and dimensions first, then its aggregations. Everything is
/// computed in the database, percentiles too: of values in order, each counts by how near its place is to the percentile's.
/// </summary>
internal sealed class TraceMetricSql
{
    private readonly SqlBuilder _sql = new();
    private readonly TraceMetricQuery _query;
    private readonly string[] _dimensions;

    private TraceMetricSql(TraceMetricQuery query)
    {
        _query = query;
        _dimensions = [.. query.Dimensions.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>How many columns come before the aggregations.</summary>
    private int Keys => _dimensions.Length + (_query.Interval is null ? 0 : 1);

    public static SqlQuery Build(TraceMetricQuery query, long workspaceId, IReadOnlyList<long> experiments) =>
        new TraceMetricSql(query).Build(workspaceId, experiments);

    private SqlQuery Build(long workspaceId, IReadOnlyList<long> experiments)
    {
        _sql.Append("SELECT ");
        AppendKeys("");
        for (var i = 0; i < _query.Aggregations.Count; i++)
        {
            _sql.Append(Keys + i == 0 ? "" : ", ");
            AppendAggregation(_query.Aggregations[i]);
        }

        _sql.Append(" FROM (");
        var ranked = _query.Aggregations.Any(static aggregation => aggregation.Type == TraceMetricAggregationType.Percentile);
        if (ranked)
        {
            _sql.Append("SELECT b.*, ROW_NUMBER() OVER (");
            AppendKeys("PARTITION BY ");
            _sql.Append(" ORDER BY b.v) - 1 AS place, COUNT(*) OVER (");
            AppendKeys("PARTITION BY ");
            _sql.Append(") - 1 AS last_place FROM (");
        }

        AppendRows(workspaceId, experiments);
        _sql.Append(ranked ? ") b) c" : ") c");
        AppendKeys(" GROUP BY ");
        AppendKeys(" ORDER BY ");
        return _sql.Append(" LIMIT ").Value(_query.MaxResults + 1L).Append(" OFFSET ").Value(_query.Offset).Build();
    }

    private void AppendKeys(string before)
    {
        for (var i = 0; i < Keys; i++)
        {
            _sql.Append(i == 0 ? before : ", ").Append("k").Append(i);
        }
    }

    private void AppendAggregation(TraceMetricAggregation aggregation)
    {
        switch (aggregation.Type)
        {
            case TraceMetricAggregationType.Count:
                _sql.Append("CAST(COUNT(*) AS DOUBLE PRECISION)");
                break;
            case TraceMetricAggregationType.Percentile:
                var part = aggregation.Percentile / 100;
                _sql.Append("SUM(CASE WHEN ABS(place - ").Value(part).Append(" * last_place) < 1 THEN v * (1 - ABS(place - ").Value(part).Append(" * last_place)) ELSE 0 END)");
                break;
            default:
                _sql.Append(aggregation.Type.ToString().ToUpperInvariant()).Append("(v)");
                break;
        }
    }

    /// <summary>A row for every value, with the keys of its point.</summary>
    private void AppendRows(long workspaceId, IReadOnlyList<long> experiments)
    {
        _sql.Append("SELECT CAST(").Append(Value()).Append(" AS DOUBLE PRECISION) AS v");
        var key = 0;
        if (_query.Interval is { } interval)
        {
            _sql.Append(", (").Append(Time()).Append(" / ").Append(interval).Append(") * ").Append(interval).Append(" AS k").Append(key++);
        }

        foreach (var dimension in _dimensions)
        {
            _sql.Append(", ").Append(Dimension(dimension)).Append(" AS k").Append(key++);
        }

        _sql.Append(" FROM traces t").Append(_query.View switch
        {
            TraceMetricView.Spans => " JOIN spans s ON s.trace = t.id",
            TraceMetricView.Assessments => " JOIN assessments a ON a.trace = t.id",
            _ => "",
        });
        if (IsKept())
        {
            _sql.Append(_query.View == TraceMetricView.Spans ? " JOIN span_metrics m ON m.span = s.id" : " JOIN trace_metrics m ON m.trace = t.id")
                .Append(" AND m.key = ").Value(_query.MetricName);
        }

        if (_dimensions.Contains("trace_name"))
        {
            _sql.Append(" JOIN trace_tags n ON n.trace = t.id AND n.key = '").Append(TraceNames.TraceName).Append("'");
        }

        _sql.Append(" WHERE t.workspace_id = ").Value(workspaceId).Append(" AND t.experiment_id").In(experiments).Append(" AND ").Append(Value()).Append(" IS NOT NULL");
        foreach (var dimension in _dimensions)
        {
            _sql.Append(" AND ").Append(Dimension(dimension)).Append(" IS NOT NULL");
        }

        AppendFilter();
    }

    private void AppendFilter()
    {
        if (_query.StartTime is { } start)
        {
            _sql.Append(" AND t.timestamp_ms >= ").Value(start);
        }

        if (_query.EndTime is { } end)
        {
            _sql.Append(" AND t.timestamp_ms <= ").Value(end);
        }

        foreach (var comparison in _query.Filter)
        {
            _sql.Append(" AND ");
            if (comparison.Entity is EntityKind.Tag or EntityKind.Metadata)
            {
                _sql.Append("EXISTS (SELECT 1 FROM ").Append(comparison.Entity == EntityKind.Tag ? "trace_tags" : "trace_metadata")
                    .Append(" x WHERE x.trace = t.id AND x.key = ").Value(comparison.Key).Append(" AND x.value = ").Value(comparison.Value.Text).Append(")");
            }
            else
            {
                _sql.Append(Column(comparison)).Append(" = ").Value(comparison.Value.Text);
            }
        }
    }

    /// <summary>Whether the metric has rows of its own: tokens and cost.</summary>
    private bool IsKept() => _query.View != TraceMetricView.Assessments && _query.MetricName is not ("latency" or "trace_count" or "span_count");

    private string Value() => (_query.View, _query.MetricName) switch
    {
        (_, "trace_count" or "span_count" or "assessment_count") => "1",
        (TraceMetricView.Traces, "latency") => "t.execution_time_ms",
        (TraceMetricView.Spans, "latency") => "((s.end_time_ns - s.start_time_ns) / 1000000)",
        (TraceMetricView.Assessments, _) => "a.number_value",
        _ => "m.value",
    };

    private string Time() => _query.View switch
    {
        TraceMetricView.Spans => "(s.start_time_ns / 1000000)",
        TraceMetricView.Assessments => "a.created_time",
        _ => "t.timestamp_ms",
    };

    private static string Dimension(string dimension) => dimension switch
    {
        "trace_name" => "n.value",
        "trace_status" => "t.status",
        "span_name" => "s.name",
        "span_type" => "s.type",
        "span_status" => "s.status",
        "span_model_name" => "s.model_name",
        "span_model_provider" => "s.model_provider",
        "assessment_name" => "a.name",
        "assessment_value" => "a.value",
        _ => throw new InvalidOperationException($"The rules let the dimension '{dimension}' through."),
    };

    private static string Column(Comparison comparison) => (comparison.Entity, comparison.Key) switch
    {
        (EntityKind.Attribute, "status") => "t.status",
        (EntityKind.Span, "name") => "s.name",
        (EntityKind.Span, "status") => "s.status",
        (EntityKind.Span, "type") => "s.type",
        (EntityKind.Feedback, "name") => "a.name",
        (EntityKind.Feedback, "type") => "a.kind",
        _ => throw new InvalidOperationException($"The rules let '{comparison}' through."),
    };
}
