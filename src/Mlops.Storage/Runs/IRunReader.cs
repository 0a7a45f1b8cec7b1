using Mlops.Storage.Relational;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Reads whole runs, which are asked for all the time; an engine may have a way of its own for that.</summary>
internal interface IRunReader
{
    /// <summary>Reads a run of a workspace.</summary>
    /// <exception cref="Mlops.Tracking.Errors.MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c>.</exception>
    ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the runs of a page in the order of their numbers given, without the logged models that they read: the protocol's searches
    /// don't tell of them.
    /// </summary>
    ValueTask<IReadOnlyList<Run>> ReadPageAsync(RelationalSession session, IReadOnlyList<long> ids);
}
