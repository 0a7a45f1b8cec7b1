using System.Globalization;
using System.Text;

namespace Mlops.Benchmarks.Load;

/// <summary>Measures everything that docs/performance.md tells, and writes it as Markdown.</summary>
internal static class TableProgram
{
    public static async Task<int> RunAsync(string dll, LoadOptions options)
    {
        var text = new StringBuilder();
        await using var database = await BenchmarkDatabase.OpenAsync(options);
        await AppendConditionsAsync(text, options, database);

        text.AppendLine("| what disk and engine do by themselves | a second |\n|---|---|");
        await foreach (var (name, rate) in EngineProgram.MeasureAsync(options, database))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {rate:N0} |");
        }

        var start = await StartProgram.MeasureAsync(dll, options, database);
        await (database?.ClearAsync() ?? Task.CompletedTask);
        using (var data = new DataFolder(options.Folder))
        {
            await using var host = await HostProcess.StartAsync(dll, data.Path, database);
            var measured = options with { ProcessId = host.Id };
            var seed = LoadProgram.Seed(host.Address, measured);
            await (database?.AnalyzeAsync() ?? Task.CompletedTask);
            var table = new LoadTable(text, database is not null);
            table.Append("scenario", LoadProgram.Run(host.Address, measured, LoadScenarios.All(host.Address, measured, seed)));
            table.AppendRow("memory of the host, the most under this load", "2.4 GB", "2.6 GB", "150 MB", $"{host.PeakMemory()} MB");
            table.AppendRow($"start to first answer, median of {options.Times}", "18 s", "", "1 s", string.Create(CultureInfo.InvariantCulture, $"{start.TotalSeconds:F2} s"));
            table.AppendGenerators();
        }

        await AppendLargeAsync(text, dll, options, database);
        Print(text);
        return 0;
    }

    /// <summary>Only the searches among many runs.</summary>
    public static async Task<int> RunLargeAsync(string dll, LoadOptions options)
    {
        var text = new StringBuilder();
        await using var database = await BenchmarkDatabase.OpenAsync(options);
        await AppendConditionsAsync(text, options, database);
        await AppendLargeAsync(text, dll, options, database);
        Print(text);
        return 0;
    }

    private static async Task AppendLargeAsync(StringBuilder text, string dll, LoadOptions options, BenchmarkDatabase? database)
    {
        if (options.LargeRuns == 0)
        {
            return;
        }

        using var data = new DataFolder(options.Folder);
        await (database?.ClearAsync() ?? Task.CompletedTask);
        var experiment = await LargeSeed.CreateAsync(data, database, options.LargeRuns);
        await (database?.AnalyzeAsync() ?? Task.CompletedTask);
        await using var host = await HostProcess.StartAsync(dll, data.Path, database);
        var measured = options with { ProcessId = host.Id };
        var table = new LoadTable(text, database is not null);
        table.Append(
            string.Create(CultureInfo.InvariantCulture, $"among {options.LargeRuns:N0} runs"),
            LoadProgram.Run(host.Address, measured, LoadScenarios.Searches(host.Address, measured, experiment, many: true)));
        table.AppendRow("memory of the host, the most under this load", "", "", "150 MB", $"{host.PeakMemory()} MB");
        table.AppendGenerators();
    }

    private static async Task AppendConditionsAsync(StringBuilder text, LoadOptions options, BenchmarkDatabase? database)
    {
        var engine = database is null ? "SQLite" : await database.DescribeAsync() + ", VACUUM (ANALYZE) once the tables were filled";
        text.AppendLine(CultureInfo.InvariantCulture, $"{engine}. {Environment.ProcessorCount} processors, {options.Connections} connections, {options.Seconds} s a scenario, the load generator on the same machine; load average {LoadAverage()} at the start.\n");
    }

    private static void Print(StringBuilder text)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"\nLoad average {LoadAverage()} at the end.");
        Console.WriteLine();
        Console.WriteLine(text);
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
