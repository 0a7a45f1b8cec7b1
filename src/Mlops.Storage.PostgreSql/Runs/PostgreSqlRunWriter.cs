using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>
/// The batched write for the common case: concurrent requests share a statement. What that can't write (an unknown run, a deleted
/// one, a parameter with another value, points of a logged model) is written as a unit of work of its own, which tells the error.
/// </summary>
internal sealed class PostgreSqlRunWriter(
    RunWriter units, LogGroups logs, CreateGroups creations, RunIdentities identities, PostgreSqlDatabase database, ExperimentRows experiments, WorkspaceTable workspaces) : IRunWriter
{
    public async ValueTask<Run> CreateAsync(string workspace, NewRun run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A project's default experiment may be another one tomorrow.
        if (ExperimentRows.IsProjectDefault(workspace, run.ExperimentId))
        {
            return await units.CreateAsync(workspace, run, cancellationToken);
        }

        if (identities.FindExperiment(workspace, run.ExperimentId) is { } experiment)
        {
            var info = RunWriter.NewInfo(RunWriter.NewRunId(), experiment.Id, experiment.ArtifactLocation, run);
            return await creations.CreateAsync(new CreateRequest(workspace, run, info, experiment, cancellationToken))
                ? RunWriter.NewRun(info, run)
                : await units.CreateAsync(workspace, run, cancellationToken);
        }

        var created = await units.CreateAsync(workspace, run, cancellationToken);
        await RememberAsync(workspace, run.ExperimentId);
        return created;
    }

    public async ValueTask LogBatchAsync(string workspace, string runId, RunBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsPlain(batch) || !await logs.LogAsync(new LogRequest(workspace, runId, batch, cancellationToken)))
        {
            await units.LogBatchAsync(workspace, runId, batch, cancellationToken);
        }
    }

    private static bool IsPlain(RunBatch batch)
    {
        for (var i = 0; i < batch.Metrics.Count; i++)
        {
            if (!string.IsNullOrEmpty(batch.Metrics[i].ModelId))
            {
                return false;
            }
        }

        for (var i = 0; i < batch.Tags.Count; i++)
        {
            if (batch.Tags[i].Key == RunBatchWriter.RunNameTag)
            {
                return false;
            }
        }

        return batch.Metrics.Count + batch.Params.Count + batch.Tags.Count > 0;
    }

    private async ValueTask RememberAsync(string workspace, string experimentId)
    {
        try
        {
            var experiment = await database.ReadAsync(
                async session =>
                {
                    var row = await experiments.FindAsync(session, workspace, experimentId);
                    return new ExperimentIdentity(row.Id, await workspaces.FindAsync(session, workspace), row.ArtifactLocation);
                },
                CancellationToken.None);
            identities.Remember(workspace, experimentId, experiment);
        }
        catch (Exception error) when (error is MlflowException or StorageException)
        {
            // The run is there; the next one uses the general writer too.
        }
    }
}
