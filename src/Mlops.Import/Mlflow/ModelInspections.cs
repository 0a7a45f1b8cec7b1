using Mlops.Storage.Relational;
using Mlops.Tracking.Artifacts;

namespace Mlops.Import.Mlflow;

/// <summary>
/// Queues imported model versions for inspection, as a registration does: those whose files lie in this server's store and are ONNX.
/// Until a host has inspected them they keep the status that they had. It comes once for each version, also when an import is repeated.
/// </summary>
internal sealed class ModelInspections(IRelationalDatabase database, IArtifactStore artifacts, TimeProvider time)
{
    private const string Name = "model_inspections";
    private const string Extension = ".onnx";
    private const int VersionsPerBatch = 100;
    private const int MaxEntries = 10_000;

    /// <summary>Queues the versions that were not looked at yet.</summary>
    /// <returns>How many were queued.</returns>
    public async Task<int> QueueAsync(CancellationToken cancellationToken)
    {
        var key = await database.ReadAsync(
            session => session.QueryFirstAsync("SELECT last_key FROM import_progress WHERE table_name = @0", static row => row.GetString(0), [Name]), cancellationToken);
        var last = key is null ? 0 : (long)ImportKey.Read(key)[0];
        var queued = 0;
        while (true)
        {
            var versions = await VersionsAsync(last, cancellationToken);
            if (versions.Count == 0)
            {
                return queued;
            }

            var found = new List<long>();
            foreach (var (id, workspace, location) in versions)
            {
                if (await HasModelAsync(workspace, location, cancellationToken))
                {
                    found.Add(id);
                }
            }

            last = versions[^1].Id;
            await WriteAsync(found, last, cancellationToken);
            queued += found.Count;
        }
    }

    private ValueTask<List<(long Id, string Workspace, string Location)>> VersionsAsync(long last, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync(
            """
            SELECT v.id, w.path, v.storage_location FROM model_versions v JOIN registered_models m ON m.id = v.model_id JOIN workspaces w ON w.id = m.workspace_id
            WHERE v.id > @0 ORDER BY v.id LIMIT @1
            """,
            static row => (row.GetInt64(0), row.GetString(1), row.GetString(2)), [last, (long)VersionsPerBatch]),
        cancellationToken);

    private async Task WriteAsync(List<long> found, long last, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var id in found)
            {
                await session.ExecuteAsync("INSERT INTO model_inspections (version_id, attempts, next_attempt, lease_until) VALUES (@0, 0, @1, 0) ON CONFLICT DO NOTHING", id, now);
            }

            return await session.ExecuteAsync(
                """
                INSERT INTO import_progress (table_name, last_key, imported, skipped, checksum, finished) VALUES (@0, @1, @2, 0, 0, 0)
                ON CONFLICT (table_name) DO UPDATE SET imported = import_progress.imported + excluded.imported, last_key = excluded.last_key
                """,
                Name, ImportKey.Write([last]), (long)found.Count);
        },
        cancellationToken);

    private async ValueTask<bool> HasModelAsync(string workspace, string location, CancellationToken cancellationToken)
    {
        if (!ArtifactUri.TryResolve(location, out var root) || root.IsRoot || await artifacts.StatAsync(workspace, root, cancellationToken) is not { } entry)
        {
            return false;
        }

        if (!entry.IsDirectory)
        {
            return IsModel(entry.Name);
        }

        var seen = 0;
        var waiting = new Queue<ArtifactPath>([root]);
        while (waiting.TryDequeue(out var directory))
        {
            foreach (var file in await artifacts.ListAsync(workspace, directory, cancellationToken))
            {
                // A host looks through a tree of any size, but this one would take too long.
                if (++seen > MaxEntries || (!file.IsDirectory && IsModel(file.Name)))
                {
                    return true;
                }

                if (file.IsDirectory && ArtifactPath.TryParse(file.Name, out var name, out _))
                {
                    waiting.Enqueue(directory.Append(name));
                }
            }
        }

        return false;
    }

    private static bool IsModel(string name) => name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
