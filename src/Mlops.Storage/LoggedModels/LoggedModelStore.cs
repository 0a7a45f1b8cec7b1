using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.LoggedModels;

internal sealed class LoggedModelStore(
    IRelationalDatabase database, WorkspaceTable workspaces, KeyTable keys, ExperimentStore experiments, LoggedModelRows rows, TimeProvider time) : ILoggedModelStore
{
    public async ValueTask<LoggedModel> CreateAsync(string workspace, NewLoggedModel model, CancellationToken cancellationToken)
    {
        var modelId = "m-" + Guid.NewGuid().ToString("N");
        var (created, workspaceId) = await database.WriteAsync(session => InsertAsync(session, workspace, modelId, model), cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return created;
    }

    public ValueTask<LoggedModel> GetAsync(string workspace, string modelId, bool includeDeleted, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await LoggedModelReader.ReadAsync(session, await rows.FindAsync(session, workspace, modelId, includeDeleted)),
        cancellationToken);

    public ValueTask<LoggedModelInfo?> FindInfoAsync(string workspace, string modelId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await LoggedModelReader.FindInfoAsync(session, await workspaces.FindAsync(session, workspace), modelId),
        cancellationToken);

    public ValueTask<Page<LoggedModel>> SearchAsync(string workspace, LoggedModelQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var sql = await LoggedModelSearchSql.BuildAsync(session, query, await workspaces.FindAsync(session, workspace), keys);
            var ids = sql is null ? [] : await session.QueryAsync(sql.Text, static row => row.GetInt64(0), sql.Parameters);
            var next = ids.Count > query.MaxResults ? query.Pages.Encode(query.Offset + query.MaxResults) : null;
            return new Page<LoggedModel>(await LoggedModelReader.ReadAsync(session, ids[..Math.Min(ids.Count, query.MaxResults)]), next);
        },
        cancellationToken);

    public ValueTask<LoggedModel> SetStatusAsync(string workspace, string modelId, LoggedModelStatus status, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var model = await rows.FindAsync(session, workspace, modelId);
            await session.ExecuteAsync("UPDATE logged_models SET status = @1, last_updated_time = @2 WHERE id = @0", model, (int)status, Now());
            return await LoggedModelReader.ReadAsync(session, model);
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string workspace, string modelId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync(
            "UPDATE logged_models SET lifecycle_stage = @1, last_updated_time = @2 WHERE id = @0",
            await rows.FindAsync(session, workspace, modelId), (int)LifecycleStage.Deleted, Now()),
        cancellationToken);

    public async ValueTask SetTagsAsync(string workspace, string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var model = await rows.FindAsync(session, workspace, modelId);
            foreach (var tag in tags)
            {
                await LoggedModelRows.SetTagAsync(session, model, tag.Key, tag.Value);
            }

            return tags.Count;
        },
        cancellationToken);

    public async ValueTask DeleteTagAsync(string workspace, string modelId, string key, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var model = await rows.FindAsync(session, workspace, modelId);
            return await session.ExecuteAsync("DELETE FROM logged_model_tags WHERE model = @0 AND key = @1", model, key) > 0
                ? 1
                : throw MlflowException.ResourceDoesNotExist($"No tag with key '{key}' found for model with ID '{modelId}'.");
        },
        cancellationToken);

    public async ValueTask AddParamsAsync(string workspace, string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var model = await rows.FindAsync(session, workspace, modelId);
            var added = new List<Param>(parameters.Count);
            foreach (var parameter in parameters)
            {
                var old = await session.QueryFirstAsync(
                    "SELECT value FROM logged_model_params WHERE model = @0 AND key = @1", static row => row.GetString(0), [model, parameter.Key]);
                if (old is null)
                {
                    added.Add(parameter);
                }
                else if (old != parameter.Value)
                {
                    throw MlflowException.InvalidParameterValue(
                        $"Changing param values is not allowed. Param with key='{parameter.Key}' was already logged with value='{old}' for logged model ID='{modelId}'. Attempted logging new value '{parameter.Value}'.");
                }
            }

            await AddAsync(session, model, added);
            return added.Count;
        },
        cancellationToken);

    private async ValueTask<(LoggedModel Model, long WorkspaceId)> InsertAsync(RelationalSession session, string workspace, string modelId, NewLoggedModel model)
    {
        var workspaceId = await workspaces.GetAsync(session, workspace);
        var experiment = await experiments.FindForWritingAsync(session, workspace, workspaceId, model.ExperimentId);
        var id = await session.QueryInt64Async(
            """
            INSERT INTO logged_models
                (model_id, workspace_id, experiment_id, name, model_type, source_run_id, artifact_location, status, lifecycle_stage, creation_time, last_updated_time)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, 0, @8, @8) RETURNING id
            """,
            [
                modelId, workspaceId, experiment.Id, model.Name, model.ModelType, model.SourceRunId,
                ArtifactUri.Append(experiment.ArtifactLocation, $"models/{modelId}/artifacts"), (int)LoggedModelStatus.Pending, Now(),
            ])
            ?? throw new InvalidOperationException("The database gave a logged model no number.");
        await AddAsync(session, id, model.Params);
        foreach (var tag in model.Tags)
        {
            await LoggedModelRows.SetTagAsync(session, id, tag.Key, tag.Value);
        }

        return (await LoggedModelReader.ReadAsync(session, id), workspaceId);
    }

    private static async ValueTask AddAsync(RelationalSession session, long model, IReadOnlyList<Param> parameters)
    {
        foreach (var parameter in parameters)
        {
            await session.ExecuteAsync(
                "INSERT INTO logged_model_params (model, key, value) VALUES (@0, @1, @2)", model, parameter.Key, parameter.Value);
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
