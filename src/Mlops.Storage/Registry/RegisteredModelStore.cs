using Mlops.Storage.Relational;
using Mlops.Storage.Webhooks;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Registry;

internal sealed class RegisteredModelStore(
    IRelationalDatabase database, WorkspaceTable workspaces, RegistryRows rows, RegistryEvents events, TimeProvider time) : IRegisteredModelStore
{
    private const string PromptTag = "mlflow.prompt.is_prompt";

    public async ValueTask<RegisteredModel> CreateAsync(string workspace, NewRegisteredModel model, CancellationToken cancellationToken)
    {
        var (created, workspaceId) = await database.WriteAsync(
            async session =>
            {
                var workspaceId = await workspaces.FindAsync(session, workspace);
                await RefuseTakenAsync(session, workspaceId, model);
                workspaceId = await workspaces.GetAsync(session, workspace);
                var id = await session.QueryInt64Async(
                    """
                    INSERT INTO registered_models (workspace_id, name, description, creation_time, last_updated_time, last_version)
                    VALUES (@0, @1, @2, @3, @3, 0) RETURNING id
                    """,
                    [workspaceId, model.Name, string.IsNullOrEmpty(model.Description) ? null : model.Description, Now()])
                    ?? throw new InvalidOperationException("The database gave a registered model no number.");
                await TagRows.SetAllAsync(session, TagRows.Models, id, model.Tags);
                await events.ModelCreatedAsync(session, workspace, model);
                return (await RegisteredModelReader.ReadAsync(session, id), workspaceId);
            },
            cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return created;
    }

    public ValueTask<RegisteredModel> GetAsync(string workspace, string name, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await RegisteredModelReader.ReadAsync(session, await rows.FindModelAsync(session, workspace, name)), cancellationToken);

    public ValueTask<Page<RegisteredModel>> SearchAsync(string workspace, RegisteredModelQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var sql = RegistrySearchSql.Build(query, await workspaces.FindAsync(session, workspace));
            var ids = await session.QueryAsync(sql.Text, static row => row.GetInt64(0), sql.Parameters);
            var next = ids.Count > query.MaxResults ? PageToken.Encode(query.Offset + query.MaxResults) : null;
            return new Page<RegisteredModel>(await RegisteredModelReader.ReadPageAsync(session, ids[..Math.Min(ids.Count, query.MaxResults)]), next);
        },
        cancellationToken);

    public ValueTask<RegisteredModel> UpdateAsync(string workspace, string name, string? description, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var id = await rows.FindModelAsync(session, workspace, name);
            await session.ExecuteAsync("UPDATE registered_models SET description = @1, last_updated_time = @2 WHERE id = @0", id, description, Now());
            return await RegisteredModelReader.ReadAsync(session, id);
        },
        cancellationToken);

    public ValueTask<RegisteredModel> RenameAsync(string workspace, string name, string newName, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var id = await rows.FindModelAsync(session, workspace, name);
            var taken = await session.QueryInt64Async(
                "SELECT id FROM registered_models WHERE workspace_id = (SELECT workspace_id FROM registered_models WHERE id = @0) AND name = @1 AND id <> @0", [id, newName]);
            if (taken is not null)
            {
                throw MlflowException.ResourceAlreadyExists($"Registered Model (name={newName}) already exists.");
            }

            var now = Now();
            await session.ExecuteAsync("UPDATE registered_models SET name = @1, last_updated_time = @2 WHERE id = @0", id, newName, now);
            await session.ExecuteAsync("UPDATE model_versions SET last_updated_time = @1 WHERE model_id = @0", id, now);
            return await RegisteredModelReader.ReadAsync(session, id);
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string workspace, string name, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync("DELETE FROM registered_models WHERE id = @0", await rows.FindModelAsync(session, workspace, name)),
        cancellationToken);

    public async ValueTask SetTagAsync(string workspace, string name, string key, string? value, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var changed = await TagRows.SetAsync(session, TagRows.Models, await rows.FindModelAsync(session, workspace, name), key, value);
            if (changed > 0)
            {
                await events.ModelTaggedAsync(session, workspace, name, key, value);
            }

            return changed;
        },
        cancellationToken);

    public async ValueTask SetAliasAsync(string workspace, string name, string alias, long? version, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var changed = version is null
                ? await session.ExecuteAsync(
                    "DELETE FROM registered_model_aliases WHERE model_id = @0 AND alias = @1", await rows.FindModelAsync(session, workspace, name), alias)
                : await session.ExecuteAsync(
                    """
                    INSERT INTO registered_model_aliases (model_id, alias, version_id) SELECT model_id, @1, id FROM model_versions WHERE id = @0
                    ON CONFLICT (model_id, alias) DO UPDATE SET version_id = excluded.version_id
                    """,
                    await rows.FindVersionAsync(session, workspace, name, version.Value), alias);
            if (changed > 0)
            {
                await events.AliasedAsync(session, workspace, name, alias, version);
            }

            return changed;
        },
        cancellationToken);

    private static async ValueTask RefuseTakenAsync(RelationalSession session, long workspaceId, NewRegisteredModel model)
    {
        var wasPrompt = await session.QueryInt64Async(
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM registered_model_tags t WHERE t.model_id = m.id AND t.key = @2 AND lower(t.value) = 'true') THEN 1 ELSE 0 END
            FROM registered_models m WHERE m.workspace_id = @0 AND m.name = @1
            """,
            [workspaceId, model.Name, PromptTag]);
        if (wasPrompt is null)
        {
            return;
        }

        var isPrompt = model.Tags.LastOrDefault(tag => tag.Key == PromptTag)?.Value.Equals("true", StringComparison.OrdinalIgnoreCase) ?? false;
        throw MlflowException.ResourceAlreadyExists((wasPrompt == 1) == isPrompt
            ? $"{(isPrompt ? "Prompt" : "Registered Model")} (name={model.Name}) already exists."
            : $"Tried to create a {(isPrompt ? "prompt" : "registered model")} with name '{model.Name}', but the name is already taken by a {(isPrompt ? "registered model" : "prompt")}. MLflow does not allow creating a model and a prompt with the same name.");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
