using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>SQLite's spelling: lists are JSON.</summary>
internal sealed partial class SqliteDialect : SqlDialect
{
    public static SqliteDialect Instance { get; } = new();

    public override string Spell(string sql) => SpellLists(sql.Replace(", LETTERS)", ")", StringComparison.Ordinal));

    private static string SpellLists(string sql) =>
        sql.Contains("LIST(@", StringComparison.Ordinal) || sql.Contains("IN @", StringComparison.Ordinal)
            ? ListTable().Replace(ListOperand().Replace(sql, "IN (SELECT value FROM json_each($1))"), "json_each($1)")
            : sql;

    public override object? Value(object? value) => value switch
    {
        string text => Text(text),
        LikePattern pattern => Text(pattern.Text),
        long[] numbers => Json(numbers),
        string[] texts => JsonSerializer.Serialize(Texts(texts), SqliteJson.Default.StringArray),
        _ => value,
    };

    private static string Json(long[] numbers) => $"[{string.Join(',', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)))}]";

    [GeneratedRegex(@"\bIN (@[0-9]+)")]
    private static partial Regex ListOperand();

    [GeneratedRegex(@"\bLIST\((@[0-9]+)\)")]
    private static partial Regex ListTable();
}
