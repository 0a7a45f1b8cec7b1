using Mlops.Storage.Relational;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Traces;

/// <summary>
/// Appends a condition on what was said of a trace that the query calls <c>t</c>: feedback, expectations and issues. What was said of
/// a session counts for all its traces; what another assessment took the place of does not count.
/// </summary>
internal static class TraceAssessmentSql
{
    public static void Append(SqlBuilder sql, Comparison comparison)
    {
        if (comparison.Entity == EntityKind.Issue)
        {
            sql.Append("EXISTS (SELECT 1 FROM assessments a WHERE a.trace = t.id AND a.kind = 'issue' AND a.name = ").Value(comparison.Value.Text).Append(")");
            return;
        }

        sql.Append(comparison.Operator == ComparisonOperator.IsNull ? "NOT (" : "(").Append("EXISTS (SELECT 1 FROM assessments a WHERE a.trace = t.id");
        AppendSaid(sql, comparison);
        sql.Append(") OR EXISTS (SELECT 1 FROM trace_metadata s JOIN assessments a ON a.session = s.value JOIN traces u ON u.id = a.trace AND u.workspace_id = t.workspace_id WHERE s.trace = t.id AND s.key = '")
            .Append(AssessmentNames.Session).Append("'");
        AppendSaid(sql, comparison);
        sql.Append("))");
    }

    private static void AppendSaid(SqlBuilder sql, Comparison comparison)
    {
        sql.Append(comparison.Entity == EntityKind.Feedback ? " AND a.kind = 'feedback'" : " AND a.kind = 'expectation'")
            .Append(" AND a.valid = 1 AND a.name = ").Value(comparison.Key);
        if (comparison.Operator is not (ComparisonOperator.IsNull or ComparisonOperator.IsNotNull))
        {
            // A text is compared without its quotes, any other value as its JSON.
            sql.Append(" AND ").Compare("COALESCE(a.text_value, a.value)", comparison.Operator, comparison.Value);
        }
    }
}
