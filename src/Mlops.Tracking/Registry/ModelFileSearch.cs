using Mlops.Tracking.Artifacts;

namespace Mlops.Tracking.Registry;

/// <summary>Tells by names alone whether the files of a new version are worth an inspection.</summary>
/// <param name="inspectors">The known formats.</param>
/// <param name="artifacts">The artifact store, if the host has one.</param>
/// <param name="local">Lends its files to inspectors; where nothing does, nothing is inspected.</param>
internal sealed class ModelFileSearch(IEnumerable<IModelInspector> inspectors, IArtifactStore? artifacts, ILocalArtifacts? local)
{
    private const int MaxEntries = 10_000;
    private const int MaxDepth = 16;
    private readonly IModelInspector[] _inspectors = [.. inspectors];

    /// <summary>
    /// Whether a file below the location may belong to a known format. A tree too large to be looked through counts as one that may.
    /// </summary>
    public async ValueTask<bool> AnyAsync(string workspace, string storageLocation, CancellationToken cancellationToken)
    {
        if (_inspectors.Length == 0 || artifacts is null || local is null || !ArtifactUri.TryResolve(storageLocation, out var root) || root.IsRoot)
        {
            return false;
        }

        if (await artifacts.StatAsync(workspace, root, cancellationToken) is not { } entry)
        {
            return false;
        }

        return entry.IsDirectory ? await AnyBelowAsync(workspace, root, cancellationToken) : Recognises(root);
    }

    private async ValueTask<bool> AnyBelowAsync(string workspace, ArtifactPath root, CancellationToken cancellationToken)
    {
        var seen = 0;
        var waiting = new Queue<(ArtifactPath Directory, int Depth)>([(root, 0)]);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var entry in await artifacts!.ListAsync(workspace, next.Directory, cancellationToken))
            {
                if (++seen > MaxEntries || (entry.IsDirectory && next.Depth >= MaxDepth))
                {
                    return true;
                }

                if (!ArtifactPath.TryParse(entry.Name, out var name, out _))
                {
                    continue;
                }

                var path = next.Directory.Append(name);
                if (entry.IsDirectory)
                {
                    waiting.Enqueue((path, next.Depth + 1));
                }
                else if (Recognises(path))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Recognises(ArtifactPath file) => Array.Exists(_inspectors, inspector => inspector.Recognises(file.Value));
}
