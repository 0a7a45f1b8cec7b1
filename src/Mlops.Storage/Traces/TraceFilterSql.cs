using Mlops.Storage.Relational;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>Appends a filter on a trace that the query calls <c>t</c>.</summary>
internal static class TraceFilterSql
{
    private const string LinkedPrompts = "mlflow.linkedPrompts";

    /// <summary>Appends the conditions, each after an <c>AND</c>.</summary>
    public static SqlBuilder Append(SqlBuilder sql, IReadOnlyList<Comparison> filter)
    {
        foreach (var comparison in filter.Where(static comparison => !IsOnSpan(comparison)))
        {
            AppendCondition(sql.Append(" AND "), comparison);
        }

        AppendSpan(sql, [.. filter.Where(IsOnSpan)]);
        return sql;
    }

    public static string Column(string key) => key switch
    {
        "request_id" => "t.trace_id",
        "timestamp_ms" => "t.timestamp_ms",
        "execution_time_ms" => "t.execution_time_ms",
        "end_time_ms" => "t.timestamp_ms + COALESCE(t.execution_time_ms, 0)",
        "status" => "t.status",
        "client_request_id" => "t.client_request_id",
        "experiment_id" => "t.experiment_id",
        _ => throw new InvalidOperationException($"The filter language let the attribute '{key}' through."),
    };

    private static bool IsOnSpan(Comparison comparison) => comparison.Entity is EntityKind.Span or EntityKind.SpanAttribute;

    private static void AppendCondition(SqlBuilder sql, Comparison comparison)
    {
        switch (comparison.Entity)
        {
            case EntityKind.Tag when comparison.Key == LinkedPrompts:
                AppendPrompt(sql, comparison.Value.Text);
                break;
            case EntityKind.Tag:
                AppendKeyed(sql, "trace_tags", comparison);
                break;
            case EntityKind.Metadata when comparison is { Key: TraceNames.SourceRun, Operator: ComparisonOperator.Equal }:
                AppendRun(sql, comparison);
                break;
            case EntityKind.Metadata:
                AppendKeyed(sql, "trace_metadata", comparison);
                break;
            case EntityKind.Feedback or EntityKind.Expectation or EntityKind.Issue:
                TraceAssessmentSql.Append(sql, comparison);
                break;
            default:
                sql.Compare(Column(comparison.Key), comparison.Operator, comparison.Value);
                break;
        }
    }

    private static void AppendKeyed(SqlBuilder sql, string table, Comparison comparison)
    {
        sql.Append(comparison.Operator == ComparisonOperator.IsNull ? "NOT EXISTS (" : "EXISTS (")
            .Append("SELECT 1 FROM ").Append(table).Append(" x WHERE x.trace = t.id AND x.key = ").Value(comparison.Key);
        if (comparison.Operator is not (ComparisonOperator.IsNull or ComparisonOperator.IsNotNull))
        {
            sql.Append(" AND ").Compare("x.value", comparison.Operator, comparison.Value);
        }

        sql.Append(")");
    }

    /// <summary>Traces that were made in a run, and those that were linked to it.</summary>
    private static void AppendRun(SqlBuilder sql, Comparison comparison)
    {
        sql.Append("(");
        AppendKeyed(sql, "trace_metadata", comparison);
        sql.Append(" OR EXISTS (SELECT 1 FROM trace_runs l JOIN runs r ON r.id = l.run WHERE l.workspace_id = t.workspace_id AND l.trace_id = t.trace_id AND r.run_id = ")
            .Value(comparison.Value.Text).Append("))");
    }

    private static void AppendPrompt(SqlBuilder sql, string version)
    {
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        sql.Append("EXISTS (SELECT 1 FROM trace_prompts p WHERE p.trace = t.id AND p.prompt = ").Value(version[..slash])
            .Append(" AND p.version = ").Value(version[(slash + 1)..]).Append(")");
    }

    /// <summary>All conditions on spans must hold for one span.</summary>
    private static void AppendSpan(SqlBuilder sql, IReadOnlyList<Comparison> comparisons)
    {
        if (comparisons.Count == 0)
        {
            return;
        }

        sql.Append(" AND EXISTS (SELECT 1 FROM spans s WHERE s.trace = t.id");
        foreach (var comparison in comparisons)
        {
            sql.Append(" AND ");
            if (comparison.Entity == EntityKind.SpanAttribute)
            {
                AppendAttribute(sql, comparison);
            }
            else
            {
                sql.Compare($"s.{comparison.Key}", comparison.Operator, comparison.Value);
            }
        }

        sql.Append(")");
    }

    /// <summary>The value as text, or its JSON where it is none; see the function of that name in each engine.</summary>
    private static void AppendAttribute(SqlBuilder sql, Comparison comparison) => sql
        .Append("EXISTS (SELECT 1 FROM (SELECT span_attribute(s.content, ").Value(comparison.Key).Append(") AS value) a WHERE ")
        .Compare("a.value", comparison.Operator, comparison.Value).Append(")");
}
