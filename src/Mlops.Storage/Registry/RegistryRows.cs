using System.Globalization;
using Mlops.Storage.Relational;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Registry;

/// <summary>Finds the rows of models and versions within a workspace.</summary>
internal sealed class RegistryRows(WorkspaceTable workspaces)
{
    /// <summary>The number of a model's row.</summary>
    public async ValueTask<long> FindModelAsync(RelationalSession session, string workspace, string name) =>
        await session.QueryInt64Async(
            "SELECT id FROM registered_models WHERE workspace_id = @0 AND name = @1", [await workspaces.FindAsync(session, workspace), name])
        ?? throw MlflowException.ResourceDoesNotExist($"Registered Model with name={name} not found");

    /// <summary>The number of a version's row; a model that does not exist has no versions either.</summary>
    public async ValueTask<long> FindVersionAsync(RelationalSession session, string workspace, string name, long version) =>
        await session.QueryInt64Async(
            """
            SELECT v.id FROM model_versions v JOIN registered_models m ON m.id = v.model_id
            WHERE m.workspace_id = @0 AND m.name = @1 AND v.version = @2
            """,
            [await workspaces.FindAsync(session, workspace), name, version])
        ?? throw MlflowException.ResourceDoesNotExist($"Model Version (name={name}, version={Number(version)}) not found");

    public static string Number(long version) => version.ToString(CultureInfo.InvariantCulture);
}
