using Mlops.Storage.Access;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Experiments;

/// <summary>The query of an experiment search.</summary>
internal static class ExperimentSearchSql
{
    public static SqlQuery Build(ExperimentQuery search, long workspaceId, string columns)
    {
        var sql = new SqlBuilder().Append("SELECT ").Append(columns).Append(" FROM experiments e WHERE e.workspace_id = ").Value(workspaceId)
            .ReadableExperiments(search.Reader, "e.id", "e.workspace_id");
        if (search.ViewType != ViewType.All)
        {
            sql.Append(" AND e.lifecycle_stage = ").Append(search.ViewType == ViewType.ActiveOnly ? 0 : 1);
        }

        foreach (var comparison in search.Filter)
        {
            if (comparison.Entity == EntityKind.Tag)
            {
                sql.Append(comparison.Operator == ComparisonOperator.IsNull ? " AND NOT EXISTS (" : " AND EXISTS (")
                    .Append("SELECT 1 FROM experiment_tags t WHERE t.experiment_id = e.id AND t.key = ").Value(comparison.Key);
                if (comparison.Operator is not (ComparisonOperator.IsNull or ComparisonOperator.IsNotNull))
                {
                    sql.Append(" AND ").Compare("t.value", comparison.Operator, comparison.Value);
                }

                sql.Append(")");
            }
            else
            {
                sql.Append(" AND ").Compare(Column(comparison.Key), comparison.Operator, comparison.Value);
            }
        }

        sql.Append(" ORDER BY ");
        for (var i = 0; i < search.OrderBy.Count; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Append(Column(search.OrderBy[i].Key)).Append(search.OrderBy[i].Ascending ? " ASC" : " DESC");
        }

        return sql.Append(search.OrderBy.Count == 0 ? "e.creation_time DESC, e.id ASC" : "").Append(" LIMIT ").Value(search.MaxResults + 1).Append(" OFFSET ").Value(search.Offset).Build();
    }

    private static string Column(string key) => key switch
    {
        "name" => "e.name",
        "creation_time" => "e.creation_time",
        "last_update_time" => "e.last_update_time",
        "experiment_id" => "e.id",
        _ => throw new InvalidOperationException($"The filter language let the attribute '{key}' through."),
    };
}
