using System.Collections.Concurrent;

namespace Mlops.Storage.Relational;

/// <summary>
/// Numbers for the names of metrics, parameters and tags. A number never changes, so those known to be committed are kept.
/// </summary>
internal sealed class KeyTable
{
    private const int MaxKept = 200_000;
    private readonly ConcurrentDictionary<string, long> _committed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _names = new();

    /// <summary>The number of a name, or null where nothing of that name was ever logged.</summary>
    public async ValueTask<long?> FindAsync(RelationalSession session, string name) =>
        _committed.TryGetValue(name, out var id) ? id : await session.QueryInt64Async("SELECT id FROM keys WHERE name = @0", [name]);

    /// <summary>
    /// The number of a name, or null where nothing of that name was ever logged; inside a unit of work that only reads, so that it is
    /// there to stay.
    /// </summary>
    public async ValueTask<long?> FindCommittedAsync(RelationalSession session, string name)
    {
        var id = await FindAsync(session, name);
        if (id is not null)
        {
            Remember(name, id.Value);
        }

        return id;
    }

    /// <summary>The number of a name, if it is remembered.</summary>
    public bool TryGet(string name, out long id) => _committed.TryGetValue(name, out id);

    /// <summary>The number of a name, given now if it has none; inside a transaction.</summary>
    public async ValueTask<long> GetAsync(RelationalSession session, string name) =>
        await FindAsync(session, name)
        ?? await session.QueryInt64Async("INSERT INTO keys (name) VALUES (@0) RETURNING id", [name])
        ?? throw new InvalidOperationException("The database gave a key no number.");

    /// <summary>The name of a number, if it is remembered.</summary>
    public string? FindName(long id) => _names.GetValueOrDefault(id);

    /// <summary>Remembers a number that a finished transaction used.</summary>
    public void Remember(string name, long id)
    {
        // Almost always it is known; counting would lock the whole table.
        if (_committed.ContainsKey(name))
        {
            return;
        }

        if (_committed.Count >= MaxKept)
        {
            _committed.Clear();
            _names.Clear();
        }

        _committed.TryAdd(name, id);
        _names.TryAdd(id, name);
    }
}
