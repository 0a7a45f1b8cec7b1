using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Workspaces;

namespace Mlops.Storage.Workspaces;

internal sealed class WorkspaceStore(IRelationalDatabase database, WorkspaceTable workspaces) : IWorkspaceStore
{
    private const string Columns = "path, description, default_artifact_root";

    private const string Holds = """
        (EXISTS (SELECT 1 FROM experiments e WHERE e.workspace_id = workspaces.id)
            OR EXISTS (SELECT 1 FROM registered_models m WHERE m.workspace_id = workspaces.id)
            OR EXISTS (SELECT 1 FROM evaluation_datasets d WHERE d.workspace_id = workspaces.id))
        """;

    public ValueTask<IReadOnlyList<Workspace>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Workspace>>(
        async session => await session.QueryAsync($"SELECT {Columns} FROM workspaces WHERE deleted = 0 OR {Holds} ORDER BY path", Read, []), cancellationToken);

    public ValueTask<Workspace> GetAsync(string path, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await FindAsync(session, path)).Workspace, cancellationToken);

    public async ValueTask CreateAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var id = await database.WriteAsync(
            async session =>
            {
                var exists = await session.QueryInt64Async($"SELECT id FROM workspaces WHERE path = @0 AND (deleted = 0 OR {Holds})", [workspace.Path]);
                if (exists is not null)
                {
                    throw MlflowException.ResourceAlreadyExists($"Workspace '{workspace.Path}' already exists.");
                }

                var id = await workspaces.GetAsync(session, workspace.Path);
                await session.ExecuteAsync(
                    "UPDATE workspaces SET description = @1, default_artifact_root = @2, deleted = 0 WHERE id = @0",
                    id, NullIfEmpty(workspace.Description), NullIfEmpty(workspace.DefaultArtifactRoot));
                return id;
            },
            cancellationToken);
        workspaces.Remember(workspace.Path, id);
    }

    public ValueTask<Workspace> UpdateAsync(string path, string? description, string? defaultArtifactRoot, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var (id, workspace) = await FindAsync(session, path);
            workspace = workspace with
            {
                Description = NullIfEmpty(description ?? workspace.Description),
                DefaultArtifactRoot = NullIfEmpty(defaultArtifactRoot ?? workspace.DefaultArtifactRoot),
            };
            await session.ExecuteAsync(
                "UPDATE workspaces SET description = @1, default_artifact_root = @2 WHERE id = @0", id, workspace.Description, workspace.DefaultArtifactRoot);
            return workspace;
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string path, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var (id, _) = await FindAsync(session, path);
            if (await session.QueryInt64Async($"SELECT id FROM workspaces WHERE id = @0 AND {Holds}", [id]) is not null)
            {
                throw MlflowException.ResourceConflict(
                    $"Cannot delete workspace '{path}': it still contains experiments, registered models or evaluation datasets, deleted experiments included.");
            }

            await session.ExecuteAsync("DELETE FROM workspace_permissions WHERE workspace = @0", path);
            await session.ExecuteAsync("DELETE FROM roles WHERE workspace = @0", path);
            return await session.ExecuteAsync("UPDATE workspaces SET description = NULL, default_artifact_root = NULL, deleted = 1 WHERE id = @0", id);
        },
        cancellationToken);

    private static async ValueTask<(long Id, Workspace Workspace)> FindAsync(RelationalSession session, string path)
    {
        var row = await session.QueryFirstAsync(
            $"SELECT {Columns}, id FROM workspaces WHERE path = @0 AND (deleted = 0 OR {Holds})", static row => (Id: row.GetInt64(3), Workspace: Read(row)), [path]);
        return row.Workspace is null ? throw MlflowException.ResourceDoesNotExist($"Workspace '{path}' not found") : row;
    }

    private static Workspace Read(DbDataReader row) => new(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
