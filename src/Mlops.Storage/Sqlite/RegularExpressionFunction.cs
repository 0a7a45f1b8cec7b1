using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Mlops.Storage.Sqlite;

/// <summary>SQLite has the operator <c>REGEXP</c> but leaves the function behind it to its host.</summary>
internal static class RegularExpressionFunction
{
    public static void AddTo(SqliteConnection connection)
    {
        // One connection runs one statement at a time, and a statement asks for one pattern over and over.
        Regex? last = null;
        connection.CreateFunction("regexp", (string pattern, string? text) =>
        {
            if (last?.ToString() != pattern)
            {
                last = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }

            return text is not null && last.IsMatch(text);
        }, isDeterministic: true);
    }
}
