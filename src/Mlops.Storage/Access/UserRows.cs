using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Access;

/// <summary>Finds the rows of users.</summary>
internal static class UserRows
{
    public static async ValueTask<long> FindAsync(RelationalSession session, string username) =>
        await session.QueryInt64Async("SELECT id FROM users WHERE username = @0", [username]) ?? throw NotFound(username);

    public static User Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetInt64(2) != 0);

    public static MlflowException NotFound(string username) => MlflowException.ResourceDoesNotExist($"User with username={username} not found");
}
