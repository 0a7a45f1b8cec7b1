using System.Globalization;
using System.Text;

namespace Mlops.Benchmarks.Load;

/// <summary>Results as a table in Markdown, beside what MLflow does and what we want.</summary>
internal sealed class LoadTable(StringBuilder text, bool isOnPostgreSql)
{
    private readonly List<LoadResult> _results = [];

    public void Append(string title, List<LoadResult> results)
    {
        _results.AddRange(results);
        text.AppendLine(isOnPostgreSql
            ? $"\n| {title} | MLflow on SQLite | MLflow on PostgreSQL | goal | Mlops | p50 | p99 | processor time |\n|---|---|---|---|---|---|---|---|"
            : $"\n| {title} | MLflow | goal | Mlops | p50 | p99 | processor time |\n|---|---|---|---|---|---|---|");
        foreach (var (scenario, _, counts, processor, _) in results)
        {
            var failed = counts.Failures == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({counts.Failures} failed)");
            var told = scenario.IsLatency ? Milliseconds(counts.Median) : string.Create(CultureInfo.InvariantCulture, $"{counts.Rate:N0}/s");
            AppendRow(
                scenario.Name, scenario.Mlflow, scenario.MlflowOnPostgreSql, scenario.Goal, told + failed,
                Milliseconds(counts.Median), Milliseconds(counts.P99), string.Create(CultureInfo.InvariantCulture, $"{processor:N0} µs"));
        }
    }

    public void AppendRow(string name, string mlflow, string mlflowOnPostgreSql, string goal, string told, string median = "", string p99 = "", string processor = "")
    {
        string[] cells = [name, mlflow, .. isOnPostgreSql ? [mlflowOnPostgreSql] : Array.Empty<string>(), goal, told, median, p99, processor];
        text.Append('|').AppendJoin('|', cells.Select(static cell => cell.Length == 0 ? " " : $" {cell} ")).AppendLine("|");
    }

    /// <summary>Says what sent the requests.</summary>
    public void AppendGenerators()
    {
        var told = _results.GroupBy(static result => result.Generator).OrderByDescending(static group => group.Key)
            .Select(static group => $"Sent by {(group.Key == "wrk" ? "wrk" : "the program itself")}: {string.Join("; ", group.Select(static result => result.Scenario.Name))}.");
        text.AppendLine().AppendJoin(' ', told).AppendLine();
    }

    private static string Milliseconds(double value) => value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture) + " ms";
}
