using Mlops.Tracking.Errors;
using Mlops.Tracking.Workspaces;

namespace Mlops.Hosting.Workspaces;

/// <summary>
/// Finds the path of a name that was made for clients. What is known is a few seconds old at most; a workspace that exists under the very
/// name wins.
/// </summary>
internal sealed class WorkspaceNames(IWorkspaceStore store, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private volatile Known? _known;

    /// <summary>The path of a workspace name.</summary>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what is no name.</exception>
    public async ValueTask<string> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        var path = WorkspaceName.MayBeForClients(name) && (await ReadAsync(cancellationToken)).TryGetValue(name, out var found) ? found : WorkspaceName.ToPath(name);
        return path.Length == 0 || WorkspacePath.IsValid(path)
            ? path
            : throw MlflowException.InvalidParameterValue("Invalid workspace: it must be 'default' or the path of a code project, such as 'group/project'.");
    }

    /// <summary>Forgets what is known, after a change.</summary>
    public void Forget() => _known = null;

    private async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (_known is { } known && time.GetElapsedTime(known.Read, now) < Freshness)
        {
            return known.Paths;
        }

        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        var workspaces = await store.ListAsync(cancellationToken);
        foreach (var workspace in workspaces)
        {
            paths.TryAdd(WorkspaceName.ForClients(workspace.Path), workspace.Path);
        }

        foreach (var workspace in workspaces.Where(workspace => paths.ContainsKey(workspace.Path)))
        {
            paths[workspace.Path] = workspace.Path;
        }

        _known = new Known(now, paths);
        return paths;
    }

    private sealed record Known(long Read, IReadOnlyDictionary<string, string> Paths);
}
