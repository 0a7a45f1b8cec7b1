using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Runs;

/// <summary>Resolves a run's id within a workspace to its number in the database.</summary>
internal sealed class RunResolver(WorkspaceTable workspaces)
{
    public async ValueTask<ResolvedRun> FindAsync(RelationalSession session, string workspace, string runId)
    {
        var workspaceId = await workspaces.FindAsync(session, workspace);
        var row = await session.QueryFirstAsync(
            "SELECT id, experiment_id, lifecycle_stage FROM runs WHERE run_id = @0 AND workspace_id = @1",
            static row => new ResolvedRun(row.GetInt64(0), row.GetInt64(1), (LifecycleStage)row.GetInt64(2)),
            [runId, workspaceId]);
        return row.Id != 0 ? row : throw NotFound(runId);
    }

    /// <summary>Finds the row of a run that may be written to.</summary>
    public async ValueTask<ResolvedRun> FindActiveAsync(RelationalSession session, string workspace, string runId)
    {
        var row = await FindAsync(session, workspace, runId);
        return row.LifecycleStage == LifecycleStage.Active
            ? row
            : throw MlflowException.InvalidParameterValue($"The run {runId} must be in the 'active' state. Current state is deleted.");
    }

    public static MlflowException NotFound(string runId) => MlflowException.ResourceDoesNotExist($"Run with id={runId} not found");
}
