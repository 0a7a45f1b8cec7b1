using System.Collections.Concurrent;

namespace Mlops.Storage.Relational;

/// <summary>Numbers for workspace paths. A number never changes, so those known to be committed are kept.</summary>
internal sealed class WorkspaceTable
{
    private const long Default = 1;
    private const int MaxKept = 100_000;
    private readonly ConcurrentDictionary<string, long> _committed = new(StringComparer.Ordinal);

    /// <summary>The number of a workspace, or 0, which no row has, where nothing was ever written to it.</summary>
    public async ValueTask<long> FindAsync(RelationalSession session, string workspace)
    {
        if (workspace.Length == 0)
        {
            return Default;
        }

        if (_committed.TryGetValue(workspace, out var id))
        {
            return id;
        }

        return await session.QueryInt64Async("SELECT id FROM workspaces WHERE path = @0", [workspace]) ?? 0;
    }

    /// <summary>The number of a workspace, given now if it has none; inside a transaction.</summary>
    public async ValueTask<long> GetAsync(RelationalSession session, string workspace)
    {
        var id = await FindAsync(session, workspace);
        return id != 0 ? id
            : await session.QueryInt64Async("INSERT INTO workspaces (path) VALUES (@0) RETURNING id", [workspace])
            ?? throw new InvalidOperationException("The database gave a workspace no number.");
    }

    /// <summary>Remembers a number that a finished transaction used.</summary>
    public void Remember(string workspace, long id)
    {
        // Almost always it is known; counting would lock the whole table.
        if (workspace.Length == 0 || _committed.ContainsKey(workspace))
        {
            return;
        }

        if (_committed.Count >= MaxKept)
        {
            _committed.Clear();
        }

        _committed.TryAdd(workspace, id);
    }
}
