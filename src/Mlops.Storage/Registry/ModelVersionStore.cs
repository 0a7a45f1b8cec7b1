using Mlops.Storage.LoggedModels;
using Mlops.Storage.Relational;
using Mlops.Storage.Webhooks;
using Mlops.Tracking;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Registry;

internal sealed class ModelVersionStore(
    IRelationalDatabase database, WorkspaceTable workspaces, RegistryRows rows, LoggedModelRows loggedModels, RegistryEvents events, TimeProvider time) : IModelVersionStore
{
    public ValueTask<ModelVersion> CreateAsync(string workspace, NewModelVersion version, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = Now();
            var modelId = await rows.FindModelAsync(session, workspace, version.Name);
            var number = await session.QueryInt64Async(
                "UPDATE registered_models SET last_version = last_version + 1, last_updated_time = @1 WHERE id = @0 RETURNING last_version", [modelId, now]);
            var id = await session.QueryInt64Async(
                """
                INSERT INTO model_versions
                    (model_id, version, creation_time, last_updated_time, description, stage, source, storage_location, run_id, run_link, status)
                VALUES (@0, @1, @2, @2, @3, @4, @5, @6, @7, @8, @9) RETURNING id
                """,
                [
                    modelId, number, now, version.Description, (int)ModelStage.None, version.Source, version.StorageLocation, version.RunId, version.RunLink,
                    (int)(version.AwaitsInspection ? ModelVersionStatus.PendingRegistration : ModelVersionStatus.Ready),
                ])
                ?? throw new InvalidOperationException("The database gave a model version no number.");
            await TagRows.SetAllAsync(session, TagRows.Versions, id, version.Tags);
            if (version.LoggedModelId.Length > 0)
            {
                await loggedModels.AddVersionAsync(session, workspace, version.LoggedModelId, version.Name, number!.Value);
            }

            if (version.AwaitsInspection)
            {
                await session.ExecuteAsync("INSERT INTO model_inspections (version_id, attempts, next_attempt, lease_until) VALUES (@0, 0, @1, 0)", id, now);
            }

            await events.VersionCreatedAsync(session, workspace, version, number!.Value);
            return await ModelVersionReader.ReadAsync(session, id);
        },
        cancellationToken);

    public ValueTask<ModelVersion> GetAsync(string workspace, string name, long version, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await ModelVersionReader.ReadAsync(session, await rows.FindVersionAsync(session, workspace, name, version)),
        cancellationToken);

    public ValueTask<ModelVersion?> FindByAliasAsync(string workspace, string name, string alias, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var id = await session.QueryInt64Async(
                "SELECT version_id FROM registered_model_aliases WHERE model_id = @0 AND alias = @1", [await rows.FindModelAsync(session, workspace, name), alias]);
            return id is null ? null : await ModelVersionReader.ReadAsync(session, id.Value);
        },
        cancellationToken);

    public ValueTask<Page<ModelVersion>> SearchAsync(string workspace, ModelVersionQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var sql = RegistrySearchSql.Build(query, await workspaces.FindAsync(session, workspace));
            var ids = await session.QueryAsync(sql.Text, static row => row.GetInt64(0), sql.Parameters);
            var next = ids.Count > query.MaxResults ? PageToken.Encode(query.Offset + query.MaxResults) : null;
            return new Page<ModelVersion>(await ModelVersionReader.ReadAsync(session, ids[..Math.Min(ids.Count, query.MaxResults)]), next);
        },
        cancellationToken);

    public ValueTask<ModelVersion> UpdateAsync(string workspace, string name, long version, string? description, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var id = await rows.FindVersionAsync(session, workspace, name, version);
            await session.ExecuteAsync("UPDATE model_versions SET description = @1, last_updated_time = @2 WHERE id = @0", id, description, Now());
            return await ModelVersionReader.ReadAsync(session, id);
        },
        cancellationToken);

    public ValueTask<ModelVersion> SetStageAsync(
        string workspace, string name, long version, ModelStage stage, bool archiveOthers, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var id = await rows.FindVersionAsync(session, workspace, name, version);
            var modelId = await rows.FindModelAsync(session, workspace, name);
            var now = Now();
            if (archiveOthers)
            {
                await session.ExecuteAsync(
                    "UPDATE model_versions SET stage = @3, last_updated_time = @4 WHERE model_id = @0 AND stage = @2 AND id <> @1",
                    modelId, id, (int)stage, (int)ModelStage.Archived, now);
            }

            await session.ExecuteAsync("UPDATE model_versions SET stage = @1, last_updated_time = @2 WHERE id = @0", id, (int)stage, now);
            await TouchModelAsync(session, modelId, now);
            return await ModelVersionReader.ReadAsync(session, id);
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string workspace, string name, long version, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var id = await rows.FindVersionAsync(session, workspace, name, version);
            await TouchModelAsync(session, await rows.FindModelAsync(session, workspace, name), Now());
            return await session.ExecuteAsync("DELETE FROM model_versions WHERE id = @0", id);
        },
        cancellationToken);

    public async ValueTask SetTagAsync(string workspace, string name, long version, string key, string? value, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var changed = await TagRows.SetAsync(session, TagRows.Versions, await rows.FindVersionAsync(session, workspace, name, version), key, value);
            if (changed > 0)
            {
                await events.VersionTaggedAsync(session, workspace, name, version, key, value);
            }

            return changed;
        },
        cancellationToken);

    private static ValueTask<int> TouchModelAsync(RelationalSession session, long modelId, long now) =>
        session.ExecuteAsync("UPDATE registered_models SET last_updated_time = @1 WHERE id = @0", modelId, now);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
