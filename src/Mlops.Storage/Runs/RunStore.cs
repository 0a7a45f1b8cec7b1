using Mlops.Storage.Assessments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Runs;

internal sealed class RunStore(
    IRelationalDatabase database,
    WorkspaceTable workspaces,
    KeyTable keys,
    RunResolver runs,
    IRunWriter writer,
    IRunReader reader,
    RunSearcher searcher,
    TimeProvider time) : IRunStore
{
    public ValueTask<Run> CreateAsync(string workspace, NewRun run, CancellationToken cancellationToken) => writer.CreateAsync(workspace, run, cancellationToken);

    public ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken) => reader.GetAsync(workspace, runId, cancellationToken);

    public ValueTask<RunInfo> GetInfoAsync(string workspace, string runId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await RunReader.ReadInfoAsync(session, (await runs.FindAsync(session, workspace, runId)).Id),
        cancellationToken);

    public ValueTask<Page<Run>> SearchAsync(string workspace, RunQuery search, CancellationToken cancellationToken) => database.ReadByIndexAsync(
        async session =>
        {
            var ids = await searcher.FindAsync(session, search, await workspaces.FindAsync(session, workspace));
            var next = ids.Count > search.MaxResults ? PageToken.Encode(search.Offset + search.MaxResults) : null;
            if (next is not null)
            {
                ids.RemoveAt(ids.Count - 1);
            }

            return new Page<Run>(await reader.ReadPageAsync(session, ids), next);
        },
        cancellationToken);

    public ValueTask<RunInfo> UpdateAsync(string workspace, string runId, RunUpdate update, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var row = await runs.FindActiveAsync(session, workspace, runId);
            await session.ExecuteAsync(
                "UPDATE runs SET status = COALESCE(@1, status), end_time = COALESCE(@2, end_time), name = COALESCE(@3, name) WHERE id = @0",
                row.Id, (int?)update.Status, update.EndTime, update.RunName);
            if (update.RunName is not null)
            {
                await RunBatchWriter.SetTagAsync(session, row.Id, await keys.GetAsync(session, RunBatchWriter.RunNameTag), update.RunName);
            }

            return await RunReader.ReadInfoAsync(session, row.Id);
        },
        cancellationToken);

    public async ValueTask SetLifecycleStageAsync(string workspace, string runId, LifecycleStage stage, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var run = await runs.FindAsync(session, workspace, runId);
            if (stage == LifecycleStage.Deleted)
            {
                await AssessmentRows.DeleteOfRunAsync(session, run.Id);
            }

            return await session.ExecuteAsync(
                "UPDATE runs SET lifecycle_stage = @1, deleted_time = @2 WHERE id = @0",
                run.Id, (int)stage, stage == LifecycleStage.Deleted ? time.GetUtcNow().ToUnixTimeMilliseconds() : null);
        },
        cancellationToken);

    public ValueTask LogBatchAsync(string workspace, string runId, RunBatch batch, CancellationToken cancellationToken) =>
        writer.LogBatchAsync(workspace, runId, batch, cancellationToken);

    public async ValueTask DeleteTagAsync(string workspace, string runId, string key, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var row = await runs.FindActiveAsync(session, workspace, runId);
            var keyId = await keys.FindAsync(session, key);
            return keyId is not null && await session.ExecuteAsync("DELETE FROM tags WHERE run = @0 AND key_id = @1", row.Id, keyId) > 0
                ? 1
                : throw MlflowException.ResourceDoesNotExist($"No tag with name: {key} in run with id {runId}");
        },
        cancellationToken);

    public async ValueTask ChangeTagAsync(string workspace, string runId, string key, Func<string?, string> change, CancellationToken cancellationToken)
    {
        var keyId = await database.WriteAsync(
            async session =>
            {
                var row = await runs.FindActiveAsync(session, workspace, runId);
                var keyId = await keys.GetAsync(session, key);
                var value = await session.QueryFirstAsync(
                    "SELECT value FROM tags WHERE run = @0 AND key_id = @1", static row => row.GetString(0), [row.Id, keyId]);
                await RunBatchWriter.SetTagAsync(session, row.Id, keyId, change(value));
                return keyId;
            },
            cancellationToken);
        keys.Remember(key, keyId);
    }

    public async ValueTask LogInputsAsync(string workspace, string runId, RunInputs inputs, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var row = await runs.FindActiveAsync(session, workspace, runId);
            foreach (var input in inputs.DatasetInputs)
            {
                await RunDatasets.AddAsync(session, row, input);
            }

            foreach (var model in inputs.ModelInputs)
            {
                await RunModels.AddInputAsync(session, row.Id, model.ModelId);
            }

            return row.Id;
        },
        cancellationToken);

    public async ValueTask LogOutputsAsync(string workspace, string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var row = await runs.FindActiveAsync(session, workspace, runId);
            await RunModels.AddOutputsAsync(session, row.Id, runId, outputs);
            return row.Id;
        },
        cancellationToken);
}
