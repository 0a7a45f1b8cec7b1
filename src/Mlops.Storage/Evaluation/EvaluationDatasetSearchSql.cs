using Mlops.Storage.Access;
using Mlops.Storage.Relational;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Evaluation;

/// <summary>The query of a search of evaluation datasets; it yields their numbers.</summary>
internal static class EvaluationDatasetSearchSql
{
    public static SqlQuery Build(EvaluationDatasetQuery search, long workspaceId, IReadOnlyList<long> experiments)
    {
        var sql = new SqlBuilder().Append("SELECT d.id FROM evaluation_datasets d WHERE d.workspace_id = ").Value(workspaceId)
            .ReadableDatasets(search.Reader);
        if (experiments.Count > 0)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM evaluation_dataset_experiments x WHERE x.dataset = d.id AND x.experiment_id").In(experiments).Append(")");
        }

        foreach (var comparison in search.Filter)
        {
            if (comparison.Entity == EntityKind.Tag)
            {
                sql.Append(" AND EXISTS (SELECT 1 FROM evaluation_dataset_tags t WHERE t.dataset = d.id AND t.key = ").Value(comparison.Key)
                    .Append(" AND ").Compare("t.value", comparison.Operator, comparison.Value).Append(")");
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

        return sql.Append(" LIMIT ").Value(search.MaxResults + 1L).Append(" OFFSET ").Value(search.Offset).Build();
    }

    private static string Column(string key) => key switch
    {
        "name" => "d.name",
        "created_by" => "d.created_by",
        "last_updated_by" => "d.last_updated_by",
        "created_time" => "d.created_time",
        "last_update_time" => "d.last_update_time",
        "dataset_id" => "d.dataset_id",
        _ => throw new InvalidOperationException($"The filter language let the attribute '{key}' through."),
    };
}
