using System.Globalization;
using System.Text;

namespace Mlops.Benchmarks.Compare;

/// <summary>
/// Figures of several servers side by side as a table in Markdown: this build first, and how many times better it is than each other.
/// </summary>
internal sealed class CompareTable(IReadOnlyList<string> names)
{
    private readonly StringBuilder _text = new();

    public void AppendHead(params string[] figures)
    {
        string[] cells = ["", .. names.SelectMany(name => figures.Select(figure => $"{name}: {figure}")), .. names.Skip(1).Select(static name => $"times {name} by processor time"), .. names.Skip(1).Select(static name => $"times {name} by rate")];
        _text.AppendLine().Append('|').AppendJoin('|', cells.Select(static cell => $" {cell} ")).AppendLine("|");
        _text.Append('|').AppendJoin('|', cells.Select(static _ => "---")).AppendLine("|");
    }

    /// <summary>Adds a scenario; a server that does not know it has no counts.</summary>
    public string Append(string scenario, IReadOnlyList<ComparedCounts?> counts)
    {
        var cells = new List<string> { scenario };
        foreach (var count in counts)
        {
            cells.AddRange(count is null
                ? ["", "", "", ""]
                : [Rate(count), Milliseconds(count.Median), Milliseconds(count.P99), string.Create(CultureInfo.InvariantCulture, $"{count.ProcessorMicroseconds:N0} µs")]);
        }

        var own = counts[0];
        cells.AddRange(counts.Skip(1).Select(count => Times(count?.ProcessorMicroseconds, own?.ProcessorMicroseconds)));
        cells.AddRange(counts.Skip(1).Select(count => Times(own?.Rate, count?.Rate)));
        var line = "| " + string.Join(" | ", cells) + " |";
        _text.AppendLine(line);
        return line;
    }

    /// <summary>Adds a row of one figure per server, such as memory.</summary>
    public void AppendFigures(string name, IEnumerable<string> figures) =>
        _text.Append("| ").AppendJoin(" | ", [name, .. figures]).AppendLine(" |");

    public void AppendFiguresHead(string title)
    {
        string[] cells = [title, .. names];
        _text.AppendLine().Append('|').AppendJoin('|', cells.Select(static cell => $" {cell} ")).AppendLine("|");
        _text.Append('|').AppendJoin('|', cells.Select(static _ => "---")).AppendLine("|");
    }

    public override string ToString() => _text.ToString();

    private static string Rate(ComparedCounts count) => count.Failures == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{(count.Rate < 100 ? count.Rate.ToString("F1", CultureInfo.InvariantCulture) : count.Rate.ToString("N0", CultureInfo.InvariantCulture))}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{count.Rate:N0}/s ({count.Failures} failed)");

    private static string Milliseconds(double value) => value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture) + " ms";

    private static string Times(double? more, double? less) =>
        more is null || less is null or 0 ? "" : (more.Value / less.Value).ToString(more / less < 10 ? "F2" : "F0", CultureInfo.InvariantCulture);
}
