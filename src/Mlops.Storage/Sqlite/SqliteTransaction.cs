using Microsoft.Data.Sqlite;
using Mlops.Storage.Relational;
using SQLitePCL;

namespace Mlops.Storage.Sqlite;

/// <summary>Whether a session is inside a transaction: the engine ends one by itself when, say, the disk is full.</summary>
internal static class SqliteTransaction
{
    public static bool IsOpen(RelationalSession session) => raw.sqlite3_get_autocommit(((SqliteConnection)session.Connection).Handle!) == 0;

    /// <summary>Undoes what is open, or ends a snapshot; does nothing where the engine has done so already.</summary>
    public static async ValueTask<bool> EndAsync(RelationalSession session) =>
        IsOpen(session) && await session.ExecuteAsync("ROLLBACK") >= 0;
}
