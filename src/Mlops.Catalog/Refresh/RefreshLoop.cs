using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Projects;

namespace Mlops.Catalog.Refresh;

/// <summary>Follows the sources: looks at everything at once and now and then, and at single projects when they change.</summary>
/// <param name="sources">The sources.</param>
/// <param name="refreshAll">Looks at every project.</param>
/// <param name="refreshOne">Looks at one; tells whether something was written.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of failures.</param>
internal sealed class RefreshLoop(
    IReadOnlyList<IProjectSource> sources, Func<CancellationToken, Task<(RefreshSummary Summary, bool IsComplete)>> refreshAll,
    Func<string, CancellationToken, Task<bool>> refreshOne, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_resync = TimeSpan.FromMinutes(5);

    // Room for one notice: those that come while a refresh runs are one refresh together.
    private readonly Channel<bool> _notices = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _notices.Writer.TryWrite(true);
        await Task.WhenAll(
        [
            .. sources.Select(source => FollowAsync(source, cancellationToken)),
            AnswerAsync(cancellationToken),
            AnswerChangesAsync(cancellationToken),
        ]);
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        // Notices alone are not enough: a refresh may see a state that came and went between two looks of a source, which then gives
        // none. So what changed, or could not be read, is looked at once more, whatever other refreshes come before, and everything
        // now and then.
        await using var soon = Timer();
        await using var nowAndThen = Timer();
        await foreach (var notice in _notices.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                var (summary, isComplete) = await refreshAll(cancellationToken);
                if (summary.Changed + summary.Removed + summary.Failed > 0 || !isComplete)
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

        ITimer Timer() => time.CreateTimer(_ => _notices.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private Task AnswerChangesAsync(CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(_changed.Reader.ReadAllAsync(cancellationToken), ProjectBuild.SideBySide(cancellationToken), async (path, stop) =>
        {
            // What happens from here on may be too late for this look.
            _waiting.TryRemove(path, out _);
            try
            {
                if (await refreshOne(path, stop))
                {
                    _ = AddLaterAsync(path, stop);
                }
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                CatalogLog.ProjectFailed(logger, error, path);
                _ = AddLaterAsync(path, stop);
            }
        });

    private async Task AddLaterAsync(string path, CancellationToken cancellationToken)
    {
        await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Add(path);
    }

    private void Add(string path)
    {
        if (_waiting.TryAdd(path, true))
        {
            _changed.Writer.TryWrite(path);
        }
    }

    private async Task FollowAsync(IProjectSource source, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var change in source.WatchAsync(cancellationToken))
                {
                    if (change.ProjectPath is { } path)
                    {
                        Add(path);
                    }
                    else
                    {
                        _notices.Writer.TryWrite(true);
                    }
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                CatalogLog.WatchFailed(logger, error, source.Name);
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }
}
