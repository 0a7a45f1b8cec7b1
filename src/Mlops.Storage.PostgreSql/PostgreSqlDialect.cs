using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mlops.Storage.Relational;

namespace Mlops.Storage.PostgreSql;

/// <summary>PostgreSQL's spelling: parameters by position, lists as arrays.</summary>
internal sealed partial class PostgreSqlDialect : SqlDialect
{
    // Filters make texts of many shapes.
    private const int MaxKept = 2000;
    private const int MaxJoined = 6;
    private const string Exists = "EXISTS (SELECT";
    private static readonly string s_letters = $"'{CaseFolding.Letters.From}', '{CaseFolding.Letters.To}')";
    private readonly ConcurrentDictionary<string, string> _spelled = new(StringComparer.Ordinal);

    public static PostgreSqlDialect Instance { get; } = new();

    public override string Spell(string sql)
    {
        if (_spelled.TryGetValue(sql, out var spelled))
        {
            return spelled;
        }

        if (_spelled.Count >= MaxKept)
        {
            _spelled.Clear();
        }

        return _spelled.GetOrAdd(sql, Translate(sql));
    }

    public override object? Value(object? value) => value switch
    {
        string text => Text(text),
        string[] texts => Texts(texts),
        // A backslash would escape.
        LikePattern pattern => Text(pattern.Text).Replace(@"\", @"\\", StringComparison.Ordinal),
        _ => value,
    };

    private static string Translate(string sql)
    {
        sql = ListOperand().Replace(sql, static match => match.Groups["not"].Success ? $"<> ALL({match.Groups["p"]})" : $"= ANY({match.Groups["p"]})");
        sql = ListTable().Replace(sql, "unnest($1) AS value");
        sql = sql.Replace(" REGEXP ", " ~ ", StringComparison.Ordinal);
        sql = sql.Replace("FOLD(", "translate(", StringComparison.Ordinal).Replace("LETTERS)", s_letters, StringComparison.Ordinal);
        // OFFSET 0 keeps the engine from taking the row looked up for a table to begin with.
        sql = OrderedJoin().Replace(sql, "CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${on} OFFSET 0) ${alias}");
        if (sql.Split(Exists, MaxJoined + 2).Length > MaxJoined + 1)
        {
            // The planner would take each for a table to join and weigh their orders for minutes. A WITH keeps them what they are.
            sql = sql.Replace(Exists, "EXISTS (WITH apart AS (SELECT 1) SELECT", StringComparison.Ordinal);
        }

        return Parameters(sql);
    }

    /// <summary><c>@0</c> is <c>$1</c>; texts in quotes stay as they are.</summary>
    private static string Parameters(string sql)
    {
        var text = new StringBuilder(sql.Length + 16);
        var quoted = false;
        for (var i = 0; i < sql.Length; i++)
        {
            quoted ^= sql[i] == '\'';
            if (quoted || sql[i] != '@')
            {
                text.Append(sql[i]);
                continue;
            }

            var end = i + 1;
            while (end < sql.Length && char.IsAsciiDigit(sql[end]))
            {
                end++;
            }

            var index = int.Parse(sql.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"${index + 1}");
            i = end - 1;
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\b(?<not>NOT )?IN (?<p>@[0-9]+)")]
    private static partial Regex ListOperand();

    [GeneratedRegex(@"\bCROSS JOIN (?<table>\w+ (?<alias>\w+)) ON (?<on>\w+\.\w+ = \w+\.\w+)")]
    private static partial Regex OrderedJoin();

    [GeneratedRegex(@"\bLIST\((@[0-9]+)\)")]
    private static partial Regex ListTable();
}
