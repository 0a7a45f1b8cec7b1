namespace Mlops.Storage.Sqlite;

/// <summary>The end of a transaction that may have ended already.</summary>
internal static class SqliteTransaction
{
    /// <summary>Undoes what is open, or ends a snapshot; does nothing where the engine has done so already.</summary>
    public static void End(SqliteSession session)
    {
        if (session.IsInTransaction)
        {
            session.Execute("ROLLBACK");
        }
    }
}
