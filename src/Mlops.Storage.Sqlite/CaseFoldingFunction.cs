using Mlops.Storage.Relational;
using SQLitePCL;

namespace Mlops.Storage.Sqlite;

/// <summary>The function behind <c>FOLD</c>; SQLite's own <c>lower</c> knows ASCII alone.</summary>
internal static class CaseFoldingFunction
{
    /// <returns>The engine's result.</returns>
    public static int AddTo(sqlite3 database) =>
        raw.sqlite3_create_function(database, "fold", 1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, static (context, _, arguments) =>
        {
            if (raw.sqlite3_value_text(arguments[0]).utf8_to_string() is { } text)
            {
                raw.sqlite3_result_text(context, CaseFolding.Fold(text));
            }
            else
            {
                raw.sqlite3_result_null(context);
            }
        });
}
