using Mlops.Storage.Relational;
using Mlops.Tracking.Access;

namespace Mlops.Storage.Access;

/// <summary>Limits a search to what its reader may read, and a write to what its writer may change, inside the statement.</summary>
internal static class ReaderSql
{
    /// <summary>Whether somebody may change what is in an experiment, as a condition.</summary>
    /// <param name="writer">Who writes; whoever may change every experiment is not asked about.</param>
    /// <param name="table">The table that holds the experiment's number and the workspace's.</param>
    /// <param name="user">The parameter that holds the user's number.</param>
    /// <param name="otherwise">The parameter that holds what the user may do with what has no permission of its own.</param>
    public static string MayEdit(ResourceReader writer, string table, string user, string otherwise)
    {
        var edit = (long)Permission.Edit;
        var own = $"COALESCE((SELECT p.permission FROM experiment_permissions p WHERE p.user_id = {user} AND p.experiment_id = {table}.experiment_id), {otherwise}) >= {edit}";
        return writer.Roles.Single < Permission.Edit ? own
            : $"""
            ({own} OR EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = {user} AND g.workspace_id = {table}.workspace_id
            AND g.resource_type = 'experiment' AND g.resource_pattern = CAST({table}.experiment_id AS TEXT) AND g.permission >= {edit}))
            """;
    }

    /// <summary>Appends a condition on experiments.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="reader">Who reads; null for somebody who may read every experiment.</param>
    /// <param name="experimentId">The column that holds the experiment's number.</param>
    /// <param name="workspaceId">The column that holds the workspace's number.</param>
    public static SqlBuilder ReadableExperiments(this SqlBuilder sql, ResourceReader? reader, string experimentId, string workspaceId) =>
        sql.Readable(reader, "experiment_permissions p WHERE p.experiment_id = ", experimentId, workspaceId, "experiment", $"CAST({experimentId} AS TEXT)");

    /// <summary>Appends a condition on registered models.</summary>
    /// <param name="sql">The query, in which <c>m</c> is the model.</param>
    /// <param name="reader">Who reads; null for somebody who may read every model.</param>
    public static SqlBuilder ReadableModels(this SqlBuilder sql, ResourceReader? reader) =>
        sql.Readable(reader, "registered_model_permissions p WHERE p.model_id = ", "m.id", "m.workspace_id", "registered_model", "m.name");

    /// <summary>Appends a condition on scorers of an experiment that is readable: one may be closed by itself.</summary>
    /// <param name="sql">The query, in which <c>s</c> is the scorer.</param>
    /// <param name="reader">Who reads; null for somebody who may read every scorer of a readable experiment.</param>
    public static SqlBuilder ReadableScorers(this SqlBuilder sql, ResourceReader? reader) => sql.Readable(
        reader is null ? null : reader with { Otherwise = Permission.Read },
        "scorer_permissions p WHERE p.scorer_id = ", "s.id", "s.workspace_id", "scorer", "CAST(s.experiment_id AS TEXT) || '/' || s.name");

    /// <summary>Appends a condition on evaluation datasets: all experiments that one is attached to must be readable.</summary>
    /// <param name="sql">The query, in which <c>d</c> is the dataset.</param>
    /// <param name="reader">Who reads; null for somebody who may read all of the workspace.</param>
    public static SqlBuilder ReadableDatasets(this SqlBuilder sql, ResourceReader? reader)
    {
        if (reader is null)
        {
            return sql;
        }

        if (reader.Otherwise < Permission.Read)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM evaluation_dataset_experiments l WHERE l.dataset = d.id)");
        }

        if (reader.Roles.Experiments >= Permission.Read)
        {
            return sql;
        }

        sql.Append(" AND NOT EXISTS (SELECT 1 FROM evaluation_dataset_experiments l LEFT JOIN experiment_permissions p ON p.experiment_id = l.experiment_id AND p.user_id = ")
            .Value(reader.UserId).Append(" WHERE l.dataset = d.id AND COALESCE(p.permission, ").Value((long)reader.Otherwise)
            .Append(") < ").Value((long)Permission.Read);
        return (reader.Roles.Single < Permission.Read
            ? sql
            : sql.Append(" AND NOT ").Granted(reader, "d.workspace_id", "experiment", "CAST(l.experiment_id AS TEXT)")).Append(")");
    }

    private static SqlBuilder Readable(
        this SqlBuilder sql, ResourceReader? reader, string permissions, string id, string workspaceId, string type, string pattern)
    {
        if (reader is null)
        {
            return sql;
        }

        var byDefault = reader.Otherwise >= Permission.Read;
        var byRole = reader.Roles.Single >= Permission.Read;
        sql.Append(byRole ? " AND (" : " AND ").Append(byDefault ? "NOT EXISTS (SELECT 1 FROM " : "EXISTS (SELECT 1 FROM ").Append(permissions).Append(id)
            .Append(" AND p.user_id = ").Value(reader.UserId).Append(byDefault ? " AND p.permission < " : " AND p.permission >= ").Value((long)Permission.Read).Append(")");
        return byRole ? sql.Append(" OR ").Granted(reader, workspaceId, type, pattern).Append(")") : sql;
    }

    private static SqlBuilder Granted(this SqlBuilder sql, ResourceReader reader, string workspaceId, string type, string pattern) => sql
        .Append("EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = ").Value(reader.UserId).Append(" AND g.workspace_id = ").Append(workspaceId)
        .Append(" AND g.resource_type = '").Append(type).Append("' AND g.resource_pattern = ").Append(pattern)
        .Append(" AND g.permission >= ").Value((long)Permission.Read).Append(")");
}
