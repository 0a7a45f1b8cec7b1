using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Index;
using Mlops.Catalog.Items;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Refresh;

/// <summary>
/// Brings the index in line with the sources and the registry: builds the items of projects that changed, removes those that vanished.
/// A project that cannot be read keeps the items it has. Calls wait for each other.
/// </summary>
/// <param name="sources">The sources; of two with the same project the first counts.</param>
/// <param name="models">The registered models.</param>
/// <param name="index">The index.</param>
/// <param name="options">Names and categories.</param>
/// <param name="time">The clock for waits after failures.</param>
/// <param name="logger">Takes results and what was passed over.</param>
public sealed class CatalogRefresher(
    IEnumerable<IProjectSource> sources, IModelCatalog models, ICatalogIndex index, CatalogOptions options, TimeProvider time, ILogger<CatalogRefresher> logger)
    : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_resync = TimeSpan.FromMinutes(5);

    private readonly IReadOnlyList<IProjectSource> _sources = [.. sources];
    private readonly ItemBuilder _builder = new(options);
    private readonly string _setup = ItemKey.Setup(options);
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Projects in no category have no row that could keep their key.
    private readonly Dictionary<string, string> _rowless = new(StringComparer.Ordinal);
    private ProjectListing? _listing;

    /// <summary>Looks at every project once. A source that fails is logged, and then nothing is removed.</summary>
    /// <param name="cancellationToken">Cancels between projects.</param>
    public async Task<RefreshSummary> RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var listing = await ProjectListing.ReadAsync(_sources, logger, cancellationToken);
            _listing = listing;
            var stored = await index.ListChangeKeysAsync(cancellationToken);
            var (changed, removed, failed) = (0, 0, 0);
            foreach (var (path, (source, changeKey)) in listing.Projects)
            {
                try
                {
                    var versions = await models.ListVersionsAsync(path, cancellationToken);
                    var key = stored.GetValueOrDefault(path) ?? _rowless.GetValueOrDefault(path);
                    if (key is null || !ItemKey.IsCurrent(key, changeKey, versions, _setup, listing.Knows))
                    {
                        await BuildAsync(source, path, versions, listing.Knows, cancellationToken);
                        changed++;
                    }
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    CatalogLog.ProjectFailed(logger, error, path);
                    failed++;
                }
            }

            if (listing.IsComplete)
            {
                foreach (var path in stored.Keys.Where(path => !listing.Knows(path)))
                {
                    await index.ReplaceAsync(path, [], cancellationToken);
                    removed++;
                }
            }

            CatalogLog.Refreshed(logger, listing.Projects.Count, changed, removed, failed);
            return new(listing.Projects.Count, changed, removed, failed);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Builds one project's items anew, e.g. when a version of its models became ready.</summary>
    /// <param name="projectPath">The project.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Its rows now; empty when there is no such project, whose rows are then removed.</returns>
    public async Task<IReadOnlyList<CatalogEntry>> RefreshProjectAsync(string projectPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var versions = await models.ListVersionsAsync(projectPath, cancellationToken);
            var stored = await index.ListChangeKeysAsync(cancellationToken);
            Func<string, bool> isProject = _listing is { } listing ? listing.Knows : stored.ContainsKey;
            foreach (var source in _sources)
            {
                if (await BuildAsync(source, projectPath, versions, isProject, cancellationToken) is { } entries)
                {
                    return entries;
                }
            }

            if (stored.ContainsKey(projectPath))
            {
                await index.ReplaceAsync(projectPath, [], cancellationToken);
            }

            return [];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Refreshes at once, whenever a source gives notice, soon after each change and every five minutes, until cancelled; after a
    /// failure it tries again.
    /// </summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Room for one notice: those that come while a refresh runs are one refresh together.
        var notices = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        notices.Writer.TryWrite(true);
        await Task.WhenAll(
        [
            .. _sources.Select(source => FollowAsync(source, notices.Writer, cancellationToken)),
            AnswerAsync(notices, cancellationToken),
        ]);
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task AnswerAsync(Channel<bool> notices, CancellationToken cancellationToken)
    {
        // Notices alone are not enough: a refresh may see a state that came and went between two looks of a source, which then gives
        // none. So what changed, or could not be read, is looked at once more, whatever other refreshes come before, and everything
        // now and then.
        await using var soon = Timer();
        await using var nowAndThen = Timer();
        await foreach (var notice in notices.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                var summary = await RefreshAsync(cancellationToken);
                if (summary.Changed + summary.Removed + summary.Failed > 0 || _listing is { IsComplete: false })
                {
                    soon.Change(s_pause, Timeout.InfiniteTimeSpan);
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                CatalogLog.RefreshFailed(logger, error);
                soon.Change(s_pause, Timeout.InfiniteTimeSpan);
            }

            nowAndThen.Change(s_resync, Timeout.InfiniteTimeSpan);
        }

        ITimer Timer() => time.CreateTimer(_ => notices.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private async Task FollowAsync(IProjectSource source, ChannelWriter<bool> notices, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var change in source.WatchAsync(cancellationToken))
                {
                    notices.TryWrite(true);
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                CatalogLog.WatchFailed(logger, error, source.Name);
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<CatalogEntry>?> BuildAsync(
        IProjectSource source, string path, IReadOnlyList<CatalogModelVersion> versions, Func<string, bool> isProject, CancellationToken cancellationToken)
    {
        var project = await source.GetAsync(path, cancellationToken);
        if (project is null)
        {
            return null;
        }

        var readme = await ReadmeFile.ReadAsync(source, project, cancellationToken);
        var built = _builder.Build(project, readme, versions, isProject);
        foreach (var warning in built.Warnings)
        {
            CatalogLog.MetadataPassedOver(logger, project.Path, warning.Field, warning.Reason);
        }

        var key = ItemKey.Of(project.ChangeKey, versions, _setup, built.Related);
        List<CatalogEntry> entries = [.. built.Items.Select(item => new CatalogEntry(project.Path, key, item) { Warnings = built.Warnings })];
        await index.ReplaceAsync(project.Path, entries, cancellationToken);
        if (project.Path != path)
        {
            // Renamed at its source.
            await index.ReplaceAsync(path, [], cancellationToken);
        }

        if (entries.Count == 0)
        {
            _rowless[project.Path] = key;
        }
        else
        {
            _rowless.Remove(project.Path);
        }

        return entries;
    }
}
