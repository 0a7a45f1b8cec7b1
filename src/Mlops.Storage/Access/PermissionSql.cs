using Mlops.Storage.Relational;
using Mlops.Tracking.Access;

namespace Mlops.Storage.Access;

/// <summary>
/// Appends to a query what somebody may do with a row, as a number: the permission of its own or else what the reader may do otherwise,
/// and what roles add.
/// </summary>
internal sealed class PermissionSql(SqlBuilder sql, ResourceReader reader, long workspaceId)
{
    /// <summary>On an experiment.</summary>
    /// <param name="id">The column of its number.</param>
    public void OnExperiment(string id) => Highest(
        () => Own("experiment_permissions p WHERE p.experiment_id = ", id, Otherwise), reader.Roles.Experiments, "experiment", $"CAST({id} AS TEXT)");

    /// <summary>On a registered model.</summary>
    /// <param name="id">The column of its number.</param>
    /// <param name="name">The column of its name.</param>
    public void OnModel(string id, string name) => Highest(
        () => Own("registered_model_permissions p WHERE p.model_id = ", id, Otherwise), reader.Roles.Models, "registered_model", name);

    /// <summary>On a scorer; without a permission of its own it follows its experiment.</summary>
    /// <param name="id">The column of its number, which may be null.</param>
    /// <param name="experimentId">The column of its experiment's number.</param>
    /// <param name="name">The column of its name.</param>
    public void OnScorer(string id, string experimentId, string name) => Highest(
        () => Own("scorer_permissions p WHERE p.scorer_id = ", id, () => OnExperiment(experimentId)),
        reader.Roles.Scorers, "scorer", $"CAST({experimentId} AS TEXT) || '/' || {name}");

    /// <summary>What the reader may do with what has no permission of its own.</summary>
    public void Otherwise() => sql.Value((long)reader.Otherwise);

    private void Own(string permissions, string id, Action otherwise)
    {
        sql.Append("COALESCE((SELECT p.permission FROM ").Append(permissions).Append(id).Append(" AND p.user_id = ").Value(reader.UserId).Append("), ");
        otherwise();
        sql.Append(")");
    }

    private void Highest(Action own, Permission least, string type, string pattern)
    {
        // Nearly nobody has roles that differ from thing to thing: the statement of all others stays plain.
        if (least == Permission.None && reader.Roles.Single == Permission.None)
        {
            own();
            return;
        }

        sql.Append("(SELECT MAX(x.permission) FROM (SELECT ");
        own();
        sql.Append(" AS permission");
        if (least > Permission.None)
        {
            sql.Append(" UNION ALL SELECT ").Value((long)least);
        }

        if (reader.Roles.Single > Permission.None)
        {
            sql.Append(" UNION ALL SELECT g.permission FROM role_grants g WHERE g.user_id = ").Value(reader.UserId).Append(" AND g.workspace_id = ").Value(workspaceId)
                .Append(" AND g.resource_type = '").Append(type).Append("' AND g.resource_pattern = ").Append(pattern);
        }

        sql.Append(") x)");
    }
}
