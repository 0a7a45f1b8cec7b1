using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Writes what comes most often, new runs and what they log; an engine may have a way of its own for that.</summary>
internal interface IRunWriter
{
    /// <summary>Creates a run with an id that is given here.</summary>
    ValueTask<Run> CreateAsync(string workspace, NewRun run, CancellationToken cancellationToken);

    /// <summary>Adds a batch to a run: all of it, or nothing.</summary>
    ValueTask LogBatchAsync(string workspace, string runId, RunBatch batch, CancellationToken cancellationToken);
}
