using System.Collections.Concurrent;
using System.Text;
using Mlops.Catalog.Registry;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Catalog;

/// <summary>
/// Looks at the files of model versions that no inspection described: which file stands for the model, and what <c>MLmodel</c> says of it.
/// What was found is kept for some minutes, since the catalog asks for all versions of all projects again and again.
/// </summary>
internal sealed class ModelVersionFiles(TimeProvider time, IArtifactStore? artifacts = null)
{
    private const int MaxKept = 10_000;
    private const int MaxFiles = 500;
    private const int MaxDepth = 4;
    private const int MaxModelFile = 128 * 1024;
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Workspace, string Location), (DateTimeOffset At, Found Found)> _known = new();

    /// <summary>The model's file and description; null where its files are elsewhere or gone.</summary>
    public async Task<Found?> FindAsync(string workspace, ModelVersion version, CancellationToken cancellationToken)
    {
        if (artifacts is null || !ArtifactUri.TryResolve(version.StorageLocation, out var folder))
        {
            return null;
        }

        var key = (workspace, version.StorageLocation);
        if (_known.TryGetValue(key, out var kept) && time.GetUtcNow() - kept.At < s_kept)
        {
            return kept.Found;
        }

        var found = await LookAsync(artifacts, workspace, folder, cancellationToken);
        if (found is not null)
        {
            if (_known.Count >= MaxKept)
            {
                _known.Clear();
            }

            _known[key] = (time.GetUtcNow(), found);
        }

        return found;
    }

    private static async Task<Found?> LookAsync(IArtifactStore store, string workspace, ArtifactPath folder, CancellationToken cancellationToken)
    {
        if (!folder.IsRoot && await store.StatAsync(workspace, folder, cancellationToken) is { IsDirectory: false } single)
        {
            return new(single.Name, single.Size, folder.Value, null);
        }

        var files = new List<(string Path, long Size)>();
        await ListAsync(store, workspace, folder, "", 0, files, cancellationToken);
        var model = files.Exists(file => file.Path == MlflowModelFile.Name)
            ? MlflowModelFile.Read(await ReadAsync(store, workspace, folder.Append(ArtifactPath.Parse(MlflowModelFile.Name)), cancellationToken))
            : null;
        return ModelFileChoice.Of(files, model) is var (path, size) ? new(path, size, null, model) : null;
    }

    private static async Task ListAsync(
        IArtifactStore store, string workspace, ArtifactPath folder, string prefix, int depth, List<(string Path, long Size)> files, CancellationToken cancellationToken)
    {
        foreach (var entry in await store.ListAsync(workspace, folder, cancellationToken))
        {
            if (files.Count >= MaxFiles || !ArtifactPath.TryParse(entry.Name, out var name, out _))
            {
                continue;
            }

            if (!entry.IsDirectory)
            {
                files.Add(($"{prefix}{entry.Name}", entry.Size));
            }
            else if (depth < MaxDepth)
            {
                await ListAsync(store, workspace, folder.Append(name), $"{prefix}{entry.Name}/", depth + 1, files, cancellationToken);
            }
        }
    }

    private static async Task<string> ReadAsync(IArtifactStore store, string workspace, ArtifactPath path, CancellationToken cancellationToken)
    {
        if (await store.OpenAsync(workspace, path, null, cancellationToken) is not { } content)
        {
            return "";
        }

        await using (content)
        {
            var buffer = new byte[MaxModelFile];
            var read = await content.Stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
    }

    /// <summary>What was found.</summary>
    /// <param name="File">The model's file relative to the version's source; its name where the source is the file.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Artifact">The artifact's whole path where the source is a single file, else null.</param>
    /// <param name="Model">What <c>MLmodel</c> says, or null.</param>
    internal sealed record Found(string File, long Size, string? Artifact, MlflowModelFile? Model);
}
