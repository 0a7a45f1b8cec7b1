using Mlops.Storage.Relational;
using Mlops.Tracking.Access;

namespace Mlops.Storage.Access;

/// <summary>Sums up what a user's roles give.</summary>
internal static class RoleGrantReader
{
    /// <summary>Reads what roles give per workspace, and raises what is given in whole workspaces.</summary>
    /// <param name="session">The open session.</param>
    /// <param name="userId">The user.</param>
    /// <param name="workspaces">What is given directly in workspaces; what roles give there is added.</param>
    public static async ValueTask<IReadOnlyDictionary<string, RoleGrants>> ReadAsync(
        RelationalSession session, long userId, Dictionary<string, Permission> workspaces)
    {
        var grants = await session.QueryAsync(
            """
            SELECT workspace, CASE WHEN resource_pattern = '*' THEN resource_type ELSE '' END AS resource, MAX(permission)
            FROM role_grants WHERE user_id = @0 AND resource_type IN ('experiment', 'registered_model', 'scorer', 'workspace')
            GROUP BY workspace, CASE WHEN resource_pattern = '*' THEN resource_type ELSE '' END
            """,
            static row => (Workspace: row.GetString(0), Type: row.GetString(1), Permission: (Permission)row.GetInt64(2)), [userId]);
        var roles = new Dictionary<string, RoleGrants>(StringComparer.Ordinal);
        foreach (var workspace in grants.GroupBy(static grant => grant.Workspace, StringComparer.Ordinal))
        {
            var given = workspace.ToDictionary(static grant => grant.Type, static grant => grant.Permission, StringComparer.Ordinal);
            var everywhere = Permission.None;
            if (given.TryGetValue(RoleResource.Workspace, out everywhere))
            {
                workspaces[workspace.Key] = Max(workspaces.GetValueOrDefault(workspace.Key), everywhere);
            }

            roles.Add(workspace.Key, new RoleGrants
            {
                Experiments = Max(everywhere, given.GetValueOrDefault(RoleResource.Experiment)),
                Models = Max(everywhere, given.GetValueOrDefault(RoleResource.RegisteredModel)),
                Scorers = Max(everywhere, given.GetValueOrDefault(RoleResource.Scorer)),
                Single = given.GetValueOrDefault(""),
            });
        }

        return roles;
    }

    private static Permission Max(Permission a, Permission b) => a > b ? a : b;
}
