using System.Text.RegularExpressions;
using SQLitePCL;

namespace Mlops.Storage.Sqlite;

/// <summary>SQLite has the operator <c>REGEXP</c> but leaves the function behind it to its host.</summary>
internal static class RegularExpressionFunction
{
    /// <returns>The engine's result.</returns>
    public static int AddTo(sqlite3 database)
    {
        // One connection runs one statement at a time, and a statement asks for one pattern over and over.
        Regex? last = null;
        return raw.sqlite3_create_function(database, "regexp", 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, (context, _, arguments) =>
        {
            var pattern = raw.sqlite3_value_text(arguments[0]).utf8_to_string();
            var text = raw.sqlite3_value_text(arguments[1]).utf8_to_string();
            try
            {
                if (last?.ToString() != pattern)
                {
                    last = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
                }

                raw.sqlite3_result_int(context, text is not null && last.IsMatch(text) ? 1 : 0);
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException)
            {
                // Through the engine it would end the process.
                raw.sqlite3_result_error(context, error.Message);
            }
        });
    }
}
