using System.Collections.Concurrent;
using System.Security.Cryptography;
using Mlops.Storage.Relational;
using Mlops.Tracking.Keys;

namespace Mlops.Storage.Keys;

/// <summary>Keys in a table: whoever is first writes one, all others read it. A key never changes, so it is read once.</summary>
internal sealed class ServerKeys(IRelationalDatabase database, TimeProvider time) : IServerKeys
{
    private const string Read = "SELECT key FROM server_keys WHERE purpose = @0";
    private const int Length = 32;
    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    public async ValueTask<byte[]> GetAsync(string purpose, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(purpose, out var known))
        {
            return known;
        }

        var key = await database.ReadAsync(session => FindAsync(session, purpose), cancellationToken) ?? await CreateAsync(purpose, cancellationToken);
        return _known.GetOrAdd(purpose, key);
    }

    private async ValueTask<byte[]> CreateAsync(string purpose, CancellationToken cancellationToken)
    {
        var offered = RandomNumberGenerator.GetBytes(Length);
        return await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "INSERT INTO server_keys (purpose, key, creation_time) VALUES (@0, @1, @2) ON CONFLICT (purpose) DO NOTHING",
                    purpose, offered, time.GetUtcNow().ToUnixTimeMilliseconds());
                return await FindAsync(session, purpose) ?? throw new InvalidOperationException("The database kept no key.");
            },
            cancellationToken);
    }

    private static ValueTask<byte[]?> FindAsync(RelationalSession session, string purpose) =>
        session.QueryFirstAsync<byte[]>(Read, static row => row.GetFieldValue<byte[]>(0), [purpose]);
}
