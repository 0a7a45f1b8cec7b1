using System.Globalization;
using System.Text;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// Writes parsed filters so that the parser reads the same again. Texts that hold both kinds of quotes have no such form.
/// </summary>
internal static class FilterPrinter
{
    public static string Print(in Comparison comparison)
    {
        var subject = Subject(comparison.Entity, comparison.Key);
        var symbol = ComparisonOperators.Symbol(comparison.Operator);
        return comparison.Value.Kind == FilterValueKind.None ? $"{subject} {symbol}" : $"{subject} {symbol} {comparison.Value}";
    }

    public static string Print(in OrderBy order) => $"{Subject(order.Entity, order.Key)} {(order.Ascending ? "ASC" : "DESC")}";

    public static string Print(double number) => number switch
    {
        double.PositiveInfinity => "1e999",
        double.NegativeInfinity => "-1e999",
        _ => number.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0",
    };

    public static string Print(string[] list)
    {
        var text = new StringBuilder("(");
        foreach (var item in list)
        {
            text.Append(text.Length == 1 ? "'" : ", '").Append(item.Replace("\\", @"\\").Replace("'", @"\'")).Append('\'');
        }

        return text.Append(')').ToString();
    }

    public static string Quote(string text) => text.Contains('\'') ? $"\"{text}\"" : $"'{text}'";

    private static string Subject(EntityKind entity, string key) => entity switch
    {
        EntityKind.Attribute => key,
        EntityKind.Metric => "metrics." + QuoteKey(key),
        EntityKind.Parameter => "params." + QuoteKey(key),
        EntityKind.Tag => "tags." + QuoteKey(key),
        EntityKind.Dataset => "dataset." + key,
        EntityKind.Metadata => "metadata." + QuoteKey(key),
        EntityKind.Span => "span." + key,
        EntityKind.SpanAttribute => "span.attributes." + QuoteKey(key),
        EntityKind.Feedback => "feedback." + QuoteKey(key),
        EntityKind.Expectation => "expectation." + QuoteKey(key),
        _ => "issue." + key,
    };

    private static string QuoteKey(string key) => key.Contains('`') ? $"\"{key}\"" : $"`{key}`";
}
