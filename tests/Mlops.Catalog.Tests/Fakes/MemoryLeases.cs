using System.Collections.Concurrent;
using Mlops.Catalog.Index;

namespace Mlops.Catalog.Tests.Fakes;

/// <summary>Leases in memory that never end by themselves.</summary>
internal sealed class MemoryLeases : ICatalogLeases
{
    private readonly ConcurrentDictionary<string, string> _owners = new();

    public Task<bool> TakeAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken) =>
        Task.FromResult(_owners.GetOrAdd(name, owner) == owner);

    public Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken)
    {
        _owners.TryRemove(KeyValuePair.Create(name, owner));
        return Task.CompletedTask;
    }
}
