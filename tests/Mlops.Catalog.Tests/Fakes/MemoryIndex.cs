using System.Collections.Concurrent;
using System.Threading.Channels;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Tests.Fakes;

/// <summary>Keeps rows in memory and tells of writes; finds by key only.</summary>
internal sealed class MemoryIndex : ICatalogIndex
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<CatalogEntry>> _rows = new(StringComparer.Ordinal);

    private readonly Channel<bool> _writes = Channel.CreateUnbounded<bool>();

    public IEnumerable<StacItem> Items => _rows.Values.SelectMany(rows => rows).Select(row => row.Item);

    /// <summary>Waits, write by write, until something holds.</summary>
    public async Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (!holds())
        {
            await _writes.Reader.ReadAsync(cancellationToken);
        }
    }

    public Task ReplaceAsync(string projectPath, IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            _rows.TryRemove(projectPath, out _);
        }
        else
        {
            _rows[projectPath] = entries;
        }

        _writes.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    public Task<StoredItem?> GetAsync(string collectionId, string id, VisibleProjects visible, CancellationToken cancellationToken) =>
        Task.FromResult(_rows.Values.SelectMany(rows => rows)
            .FirstOrDefault(row => row.Item.Collection == collectionId && row.Item.Id == id && visible.Includes(row.ProjectPath)) is { } found ? StoredItem.Of(found.Item) : null);

    public Task<CatalogPage> SearchAsync(CatalogSearch search, VisibleProjects visible, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<CollectionSummary>> SummarizeAsync(VisibleProjects visible, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, string>> ListChangeKeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(_rows.ToDictionary(pair => pair.Key, pair => pair.Value[0].ChangeKey));

    public Task<string?> GetChangeKeyAsync(string projectPath, CancellationToken cancellationToken) =>
        Task.FromResult(_rows.TryGetValue(projectPath, out var rows) ? rows[0].ChangeKey : null);
}
