using Mlops.Storage.Access;
using Mlops.Storage.Relational;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Registry;

/// <summary>The queries of registry searches.</summary>
internal static class RegistrySearchSql
{
    private const string IsPrompt = "t.key = 'mlflow.prompt.is_prompt' AND t.value = 'true'";
    private const string OfModel = "registered_model_tags t WHERE t.model_id = m.id AND ";
    private const string OfVersion = "model_version_tags t WHERE t.version_id = v.id AND ";

    public static SqlQuery Build(RegisteredModelQuery query, long workspaceId)
    {
        var sql = new SqlBuilder().Append("SELECT m.id FROM registered_models m WHERE m.workspace_id = ").Value(workspaceId)
            .ReadableModels(query.Reader);
        if (!query.Filter.IncludesPrompts)
        {
            sql.Append(" AND NOT EXISTS (SELECT 1 FROM ").Append(OfModel).Append(IsPrompt).Append(")");
        }

        return sql.Where(query.Filter, OfModel).Page(query.OrderBy, "m.last_updated_time", query.MaxResults, query.Offset);
    }

    public static SqlQuery Build(ModelVersionQuery query, long workspaceId)
    {
        var sql = new SqlBuilder()
            .Append("SELECT v.id FROM model_versions v JOIN registered_models m ON m.id = v.model_id WHERE m.workspace_id = ").Value(workspaceId)
            .ReadableModels(query.Reader);
        if (!query.Filter.IncludesPrompts)
        {
            sql.Append(" AND NOT EXISTS (SELECT 1 FROM ").Append(OfModel).Append(IsPrompt)
                .Append(") AND NOT EXISTS (SELECT 1 FROM ").Append(OfVersion).Append(IsPrompt).Append(")");
        }

        return sql.Where(query.Filter, OfVersion).Page(query.OrderBy, "v.last_updated_time", query.MaxResults, query.Offset);
    }

    private static SqlBuilder Where(this SqlBuilder sql, SearchFilter filter, string tags)
    {
        foreach (var comparison in filter.Comparisons)
        {
            if (comparison.Entity == EntityKind.Tag)
            {
                // Like every condition on a key it holds only for what has the key.
                sql.Append(" AND EXISTS (SELECT 1 FROM ").Append(tags).Append("t.key = ").Value(comparison.Key)
                    .Append(" AND ").Compare("t.value", comparison.Operator, comparison.Value).Append(")");
            }
            else
            {
                sql.Append(" AND ").Compare(Column(comparison.Key, ""), comparison.Operator, comparison.Value);
            }
        }

        return sql;
    }

    private static SqlQuery Page(this SqlBuilder sql, IReadOnlyList<OrderBy> orders, string lastUpdated, int maxResults, long offset)
    {
        for (var i = 0; i < orders.Count; i++)
        {
            sql.Append(i == 0 ? " ORDER BY " : ", ").Append(Column(orders[i].Key, lastUpdated)).Append(orders[i].Ascending ? " ASC" : " DESC");
        }

        return sql.Append(" LIMIT ").Value(maxResults + 1).Append(" OFFSET ").Value(offset).Build();
    }

    private static string Column(string key, string lastUpdated) => key switch
    {
        "name" => "m.name",
        "version_number" => "v.version",
        "run_id" => "v.run_id",
        "source_path" => "v.source",
        "creation_timestamp" => "v.creation_time",
        "last_updated_timestamp" => lastUpdated,
        _ => throw new InvalidOperationException($"The filter language let the attribute '{key}' through."),
    };
}
