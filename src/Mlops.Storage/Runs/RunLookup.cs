using Mlops.Storage.Relational;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Reads a run by one unit of work.</summary>
internal sealed class RunLookup(IRelationalDatabase database, WorkspaceTable workspaces, RunReader reader) : IRunLookup
{
    public ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await reader.FindAsync(session, await workspaces.FindAsync(session, workspace), runId) ?? throw RunRows.NotFound(runId),
        cancellationToken);

    public ValueTask<IReadOnlyList<Run>> ReadPageAsync(RelationalSession session, IReadOnlyList<long> ids) =>
        reader.ReadAsync(session, ids, withModelInputs: false);
}
