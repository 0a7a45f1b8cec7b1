using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Creates runs and logs batches by one unit of work each.</summary>
internal sealed class RunWriter(
    IRelationalDatabase database, WorkspaceTable workspaces, KeyTable keys, ExperimentStore experiments, RunResolver runs, RunBatchWriter batches) : IRunWriter
{
    public async ValueTask<Run> CreateAsync(string workspace, NewRun run, CancellationToken cancellationToken)
    {
        var runId = NewRunId();
        var (created, workspaceId) = await database.WriteAsync(session => InsertAsync(session, workspace, runId, run), cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return created;
    }

    public async ValueTask LogBatchAsync(string workspace, string runId, RunBatch batch, CancellationToken cancellationToken)
    {
        var used = await database.WriteAsync(
            async session => await batches.WriteAsync(session, await runs.FindActiveAsync(session, workspace, runId), runId, batch),
            cancellationToken);
        foreach (var (name, id) in used)
        {
            keys.Remember(name, id);
        }
    }

    /// <summary>A new id. Ids that grow with time keep the index of ids in few pages.</summary>
    public static string NewRunId() => Guid.CreateVersion7().ToString("N");

    /// <summary>What a new run is answered with.</summary>
    public static Run NewRun(RunInfo info, NewRun run) => new() { Info = info, Data = new RunData { Tags = run.Tags } };

    /// <summary>The attributes of a new run.</summary>
    public static RunInfo NewInfo(string runId, long experimentId, string artifactLocation, NewRun run) => new()
    {
        RunUuid = runId,
        RunId = runId,
        ExperimentId = ExperimentRows.Id(experimentId),
        RunName = run.RunName,
        UserId = run.UserId,
        Status = RunStatus.Running,
        StartTime = run.StartTime,
        ArtifactUri = ArtifactUri.ForRun(artifactLocation, runId),
        LifecycleStage = LifecycleStage.Active,
    };

    private async ValueTask<(Run Run, long WorkspaceId)> InsertAsync(RelationalSession session, string workspace, string runId, NewRun run)
    {
        var workspaceId = await workspaces.GetAsync(session, workspace);
        var experiment = await experiments.FindForWritingAsync(session, workspace, workspaceId, run.ExperimentId);
        var info = NewInfo(runId, experiment.Id, experiment.ArtifactLocation, run);
        var id = await session.QueryInt64Async(
            """
            INSERT INTO runs (run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, 0) RETURNING id
            """,
            [runId, workspaceId, experiment.Id, run.RunName, run.UserId, (int)RunStatus.Running, run.StartTime, info.ArtifactUri])
            ?? throw new InvalidOperationException("The database gave a run no number.");
        foreach (var tag in run.Tags)
        {
            await RunBatchWriter.SetTagAsync(session, id, await keys.GetAsync(session, tag.Key), tag.Value);
        }

        return (NewRun(info, run), workspaceId);
    }
}
