using Mlops.Storage.Relational;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Reads a run by one unit of work.</summary>
internal sealed class RunLookup(IRelationalDatabase database, WorkspaceTable workspaces) : IRunLookup
{
    public ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await RunReader.FindAsync(session, await workspaces.FindAsync(session, workspace), runId) ?? throw RunRows.NotFound(runId),
        cancellationToken);

    public ValueTask<IReadOnlyList<Run>> ReadPageAsync(RelationalSession session, IReadOnlyList<long> ids) =>
        RunReader.ReadAsync(session, ids, withModelInputs: false);
}
