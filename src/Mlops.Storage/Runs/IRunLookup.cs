using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Reads one whole run, which is asked for all the time; an engine may have a way of its own for that.</summary>
internal interface IRunLookup
{
    /// <summary>Reads a run of a workspace.</summary>
    /// <exception cref="Mlops.Tracking.Errors.MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c>.</exception>
    ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken);
}
