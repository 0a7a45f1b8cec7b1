using Mlops.Catalog.Index;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Catalog;

/// <summary>Leases in the database that hosts share.</summary>
internal sealed class CatalogLeases(IRelationalDatabase database, TimeProvider time) : ICatalogLeases
{
    public async Task<bool> TakeAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO leases (name, owner, expires_at) VALUES (@0, @1, @2)
                ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
                    WHERE leases.owner = excluded.owner OR leases.expires_at <= @3
                """,
                name, owner, now + (long)duration.TotalMilliseconds, now),
            cancellationToken) > 0;
    }

    public async Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken) =>
        await database.WriteAsync(session => session.ExecuteAsync("DELETE FROM leases WHERE name = @0 AND owner = @1", name, owner), cancellationToken);
}
