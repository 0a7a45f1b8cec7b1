using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Mlops.Hosting.Catalog;

/// <summary>What is to be done for single projects: each project waits at most once for each chore.</summary>
internal sealed class CatalogChores
{
    private readonly Channel<CatalogChore> _queue = Channel.CreateUnbounded<CatalogChore>();
    private readonly ConcurrentDictionary<CatalogChore, bool> _waiting = new();

    public void Add(CatalogChore chore)
    {
        if (_waiting.TryAdd(chore, true))
        {
            _queue.Writer.TryWrite(chore);
        }
    }

    public async ValueTask<CatalogChore> TakeAsync(CancellationToken cancellationToken)
    {
        var chore = await _queue.Reader.ReadAsync(cancellationToken);

        // What happens from here on may be too late for this round.
        _waiting.TryRemove(chore, out _);
        return chore;
    }
}

/// <summary>Something to be done for a project.</summary>
/// <param name="ProjectPath">The project; empty for all.</param>
/// <param name="Kind">What.</param>
internal sealed record CatalogChore(string ProjectPath, CatalogChoreKind Kind);

/// <summary>Kinds of chores.</summary>
internal enum CatalogChoreKind
{
    /// <summary>Build its items anew.</summary>
    Refresh,

    /// <summary>Tell its model versions where its item is.</summary>
    Link,

    /// <summary>The same for every project.</summary>
    LinkAll,
}
