using Mlops.Storage.Relational;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Traces;

/// <summary>Appends a condition on what was said of a trace that the query calls <c>t</c>: feedback, expectations and issues.</summary>
internal static class TraceAssessmentSql
{
    // Nothing is kept of that yet.
    public static void Append(SqlBuilder sql, Comparison comparison) => sql.Append(comparison.Operator == ComparisonOperator.IsNull ? "1 = 1" : "1 = 0");
}
