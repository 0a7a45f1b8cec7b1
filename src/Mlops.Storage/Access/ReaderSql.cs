using Mlops.Storage.Relational;
using Mlops.Tracking.Access;

namespace Mlops.Storage.Access;

/// <summary>Limits a search to what its reader may read, inside the query.</summary>
internal static class ReaderSql
{
    /// <summary>What somebody may do with an experiment, as an expression.</summary>
    /// <param name="experimentId">The column that holds the experiment's number.</param>
    /// <param name="user">The parameter that holds the user's number.</param>
    /// <param name="otherwise">The parameter that holds what the user may do with what has no permission of its own.</param>
    public static string PermissionOn(string experimentId, string user, string otherwise) =>
        $"COALESCE((SELECT p.permission FROM experiment_permissions p WHERE p.user_id = {user} AND p.experiment_id = {experimentId}), {otherwise})";

    /// <summary>Appends a condition on experiments.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="reader">Who reads; null for somebody who may read all of the workspace.</param>
    /// <param name="experimentId">The column that holds the experiment's number.</param>
    public static SqlBuilder ReadableExperiments(this SqlBuilder sql, ResourceReader? reader, string experimentId) =>
        sql.Readable(reader, "experiment_permissions p WHERE p.experiment_id = ", experimentId);

    /// <summary>Appends a condition on registered models.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="reader">Who reads; null for somebody who may read all of the workspace.</param>
    /// <param name="modelId">The column that holds the model's number.</param>
    public static SqlBuilder ReadableModels(this SqlBuilder sql, ResourceReader? reader, string modelId) =>
        sql.Readable(reader, "registered_model_permissions p WHERE p.model_id = ", modelId);

    /// <summary>Appends a condition on evaluation datasets: all experiments that one is attached to must be readable.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="reader">Who reads; null for somebody who may read all of the workspace.</param>
    /// <param name="dataset">The column that holds the dataset's number.</param>
    public static SqlBuilder ReadableDatasets(this SqlBuilder sql, ResourceReader? reader, string dataset)
    {
        if (reader is null)
        {
            return sql;
        }

        if (reader.Otherwise < Permission.Read)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM evaluation_dataset_experiments l WHERE l.dataset = ").Append(dataset).Append(")");
        }

        return sql.Append(" AND NOT EXISTS (SELECT 1 FROM evaluation_dataset_experiments l LEFT JOIN experiment_permissions p ON p.experiment_id = l.experiment_id AND p.user_id = ")
            .Value(reader.UserId).Append(" WHERE l.dataset = ").Append(dataset).Append(" AND COALESCE(p.permission, ").Value((long)reader.Otherwise)
            .Append(") < ").Value((long)Permission.Read).Append(")");
    }

    private static SqlBuilder Readable(this SqlBuilder sql, ResourceReader? reader, string permissions, string column)
    {
        if (reader is null)
        {
            return sql;
        }

        var byDefault = reader.Otherwise >= Permission.Read;
        return sql.Append(byDefault ? " AND NOT EXISTS (SELECT 1 FROM " : " AND EXISTS (SELECT 1 FROM ").Append(permissions).Append(column)
            .Append(" AND p.user_id = ").Value(reader.UserId).Append(byDefault ? " AND p.permission < " : " AND p.permission >= ").Value((long)Permission.Read).Append(")");
    }
}
