using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Access;

internal sealed class AccessTokenStore(IRelationalDatabase database, TimeProvider time) : IAccessTokenStore
{
    private const string Columns = "t.id, t.name, t.scope, t.workspace, t.creation_time, t.expiry_time, t.last_used_time";

    public ValueTask<AccessToken> CreateAsync(long userId, NewAccessToken token, byte[] secretHash, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.QueryInt64Async("SELECT id FROM users WHERE id = @0", [userId]) is null)
            {
                throw MlflowException.ResourceDoesNotExist("The user does not exist any more.");
            }

            if (await session.QueryInt64Async("SELECT id FROM access_tokens WHERE user_id = @0 AND name = @1", [userId, token.Name]) is not null)
            {
                throw MlflowException.ResourceAlreadyExists($"Token (name={token.Name}) already exists.");
            }

            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var id = await session.QueryInt64Async(
                """
                INSERT INTO access_tokens (user_id, name, secret_hash, scope, workspace, creation_time, expiry_time)
                VALUES (@0, @1, @2, @3, @4, @5, @6) RETURNING id
                """,
                [userId, token.Name, secretHash, (long)token.Scope, token.Workspace, now, token.ExpiresAt]);
            return new AccessToken(
                id ?? throw new InvalidOperationException("The database gave a token no number."), token.Name, token.Scope, token.Workspace, now, token.ExpiresAt, null);
        },
        cancellationToken);

    public ValueTask<OwnedToken?> FindAsync(byte[] secretHash, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryFirstAsync(
            $"SELECT u.id, u.username, u.is_admin, {Columns} FROM access_tokens t JOIN users u ON u.id = t.user_id WHERE t.secret_hash = @0",
            static row => new OwnedToken(Read(row, 3), UserRows.Read(row)), [secretHash]),
        cancellationToken);

    public ValueTask<IReadOnlyList<AccessToken>> ListAsync(long userId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<AccessToken>>(
        async session => await session.QueryAsync(
            $"SELECT {Columns} FROM access_tokens t WHERE t.user_id = @0 ORDER BY t.name", static row => Read(row, 0), [userId]),
        cancellationToken);

    public async ValueTask DeleteAsync(long userId, long tokenId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync("DELETE FROM access_tokens WHERE id = @0 AND user_id = @1", tokenId, userId) > 0
            ? true
            : throw MlflowException.ResourceDoesNotExist($"Token with id={tokenId} not found"),
        cancellationToken);

    public async ValueTask TouchAsync(long tokenId, long at, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync("UPDATE access_tokens SET last_used_time = @1 WHERE id = @0", tokenId, at), cancellationToken);

    private static AccessToken Read(DbDataReader row, int from) => new(
        row.GetInt64(from),
        row.GetString(from + 1),
        (TokenScope)row.GetInt64(from + 2),
        row.IsDBNull(from + 3) ? null : row.GetString(from + 3),
        row.GetInt64(from + 4),
        row.GetInt64(from + 5),
        row.IsDBNull(from + 6) ? null : row.GetInt64(from + 6));
}
