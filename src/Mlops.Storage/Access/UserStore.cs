using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Access;

internal sealed class UserStore(IRelationalDatabase database, TimeProvider time) : IUserStore
{
    public ValueTask<User> CreateAsync(string username, string? passwordHash, bool isAdmin, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.QueryInt64Async("SELECT id FROM users WHERE username = @0", [username]) is not null)
            {
                throw MlflowException.ResourceAlreadyExists($"User (username={username}) already exists.");
            }

            var id = await session.QueryInt64Async(
                "INSERT INTO users (username, password_hash, is_admin, creation_time) VALUES (@0, @1, @2, @3) RETURNING id",
                [username, passwordHash, Flag(isAdmin), time.GetUtcNow().ToUnixTimeMilliseconds()]);
            return new User(id ?? throw new InvalidOperationException("The database gave a user no number."), username, isAdmin);
        },
        cancellationToken);

    public ValueTask<UserSecret?> FindAsync(string username, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryFirstAsync(
            "SELECT id, username, is_admin, password_hash FROM users WHERE username = @0",
            static row => new UserSecret(UserRows.Read(row), row.IsDBNull(3) ? null : row.GetString(3)), [username]),
        cancellationToken);

    public ValueTask<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<User>>(
        async session => await session.QueryAsync("SELECT id, username, is_admin FROM users ORDER BY username", UserRows.Read, []), cancellationToken);

    public async ValueTask SetPasswordAsync(string username, string passwordHash, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync(
            "UPDATE users SET password_hash = @1 WHERE id = @0", await UserRows.FindAsync(session, username), passwordHash),
        cancellationToken);

    public async ValueTask SetAdminAsync(string username, bool isAdmin, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var id = await UserRows.FindAsync(session, username);
            if (!isAdmin)
            {
                await RefuseLastAdminAsync(session, id);
            }

            return await session.ExecuteAsync("UPDATE users SET is_admin = @1 WHERE id = @0", id, Flag(isAdmin));
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string username, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var id = await UserRows.FindAsync(session, username);
            await RefuseLastAdminAsync(session, id);
            return await session.ExecuteAsync("DELETE FROM users WHERE id = @0", id);
        },
        cancellationToken);

    private static long Flag(bool value) => value ? 1L : 0L;

    private static async ValueTask RefuseLastAdminAsync(RelationalSession session, long id)
    {
        var isLast = await session.QueryInt64Async(
            "SELECT id FROM users WHERE id = @0 AND is_admin = 1 AND NOT EXISTS (SELECT 1 FROM users o WHERE o.is_admin = 1 AND o.id <> @0)", [id]);
        if (isLast is not null)
        {
            throw MlflowException.InvalidParameterValue("This is the last administrator: make another user one first.");
        }
    }
}
