using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Refresh;

/// <summary>
/// Brings the index in line with the sources and the registry: builds the items of projects that changed, removes those that vanished.
/// A project that cannot be read keeps the items it has. Several projects are built side by side, each by one host at a time.
/// </summary>
/// <param name="sources">The sources; of two with the same project the first counts.</param>
/// <param name="models">The registered models.</param>
/// <param name="index">The index.</param>
/// <param name="options">Names and categories.</param>
/// <param name="time">The clock for waits after failures.</param>
/// <param name="logger">Takes results and what was passed over.</param>
/// <param name="leases">Leases between hosts on one index; null where there is one host only.</param>
public sealed class CatalogRefresher(
    IEnumerable<IProjectSource> sources, IModelCatalog models, ICatalogIndex index, CatalogOptions options, TimeProvider time,
    ILogger<CatalogRefresher> logger, ICatalogLeases? leases = null)
    : IDisposable
{
    private readonly IReadOnlyList<IProjectSource> _sources = [.. sources];
    private readonly ProjectBuild _build = new([.. sources], models, index, options, time, logger, leases);
    private readonly SemaphoreSlim _turn = new(1, 1);

    // What the last listing knew and single changes have told since; null before the first.
    private ConcurrentDictionary<string, bool>? _known;

    /// <summary>
    /// Looks at every project once. A source that fails is logged, and then nothing is removed. Calls wait for each other.
    /// </summary>
    /// <param name="cancellationToken">Cancels between projects.</param>
    public async Task<RefreshSummary> RefreshAsync(CancellationToken cancellationToken) => (await RefreshAllAsync(cancellationToken)).Summary;

    /// <summary>Builds one project's items anew, e.g. when a version of its models became ready.</summary>
    /// <param name="projectPath">The project.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its rows now; empty when there is no such project, whose rows are then removed.</returns>
    public async Task<IReadOnlyList<CatalogEntry>> RefreshProjectAsync(string projectPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        return (await _build.RunAsync(projectPath, null, await KnowsAsync(cancellationToken), always: true, cancellationToken)).Entries ?? [];
    }

    /// <summary>
    /// Refreshes at once and every five minutes, and each project of which a source gives notice, until cancelled. What changed or could
    /// not be read is looked at once more soon after.
    /// </summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task RunAsync(CancellationToken cancellationToken) =>
        new RefreshLoop(_sources, RefreshAllAsync, RefreshChangedAsync, time, logger).RunAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _turn.Dispose();
        _build.Dispose();
    }

    private async Task<(RefreshSummary Summary, bool IsComplete)> RefreshAllAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var lease = await CatalogLease.TakeAsync(leases, "catalog", time, cancellationToken);
            var listing = await ProjectListing.ReadAsync(_sources, logger, lease.Token);
            _known = new(listing.Projects.Keys.Select(path => KeyValuePair.Create(path, true)), StringComparer.Ordinal);
            var stored = await index.ListChangeKeysAsync(lease.Token);
            var (changed, removed, failed) = (0, 0, 0);
            await Parallel.ForEachAsync(listing.Projects, ProjectBuild.SideBySide(lease.Token), async (listed, stop) =>
            {
                try
                {
                    if (!await _build.IsCurrentAsync(listed.Key, listed.Value.ChangeKey, stored.GetValueOrDefault(listed.Key), listing.Knows, stop)
                        && (await _build.RunAsync(listed.Key, listed.Value.Source, listing.Knows, always: false, stop)).IsWritten)
                    {
                        Interlocked.Increment(ref changed);
                    }
                }
                catch (Exception error) when (!stop.IsCancellationRequested)
                {
                    CatalogLog.ProjectFailed(logger, error, listed.Key);
                    Interlocked.Increment(ref failed);
                }
            });

            if (listing.IsComplete)
            {
                foreach (var path in stored.Keys.Where(path => !listing.Knows(path)))
                {
                    // Asked for once more: it may have come after the listing, with a notice of its own.
                    var (entries, isWritten) = await _build.RunAsync(path, null, listing.Knows, always: false, lease.Token);
                    removed += entries is null && isWritten ? 1 : 0;
                }
            }

            CatalogLog.Refreshed(logger, listing.Projects.Count, changed, removed, failed);
            return (new(listing.Projects.Count, changed, removed, failed), listing.IsComplete);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks at one project, and where it has come or gone also at those that refer to it.</summary>
    /// <returns>Whether anything was written.</returns>
    private async Task<bool> RefreshChangedAsync(string path, CancellationToken cancellationToken)
    {
        var knows = await KnowsAsync(cancellationToken);
        var before = knows(path);
        var result = await _build.RunAsync(path, null, knows, always: false, cancellationToken);
        var after = result.Entries is not null;
        if (_known is { } known && before != after)
        {
            if (after)
            {
                known[path] = true;
            }
            else
            {
                known.TryRemove(path, out _);
            }

            foreach (var other in (await index.ListChangeKeysAsync(cancellationToken)).Where(row => ItemKey.RefersTo(row.Value, path)))
            {
                await _build.RunAsync(other.Key, null, knows, always: false, cancellationToken);
            }
        }

        return result.IsWritten;
    }

    private async ValueTask<Func<string, bool>> KnowsAsync(CancellationToken cancellationToken)
    {
        if (_known is not { } known)
        {
            var stored = await index.ListChangeKeysAsync(cancellationToken);
            return stored.ContainsKey;
        }

        return known.ContainsKey;
    }
}
