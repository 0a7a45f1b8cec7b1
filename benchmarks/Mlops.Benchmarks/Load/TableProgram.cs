using System.Globalization;
using System.Text;

namespace Mlops.Benchmarks.Load;

/// <summary>Measures everything that docs/performance.md tells, and writes it as Markdown.</summary>
internal static class TableProgram
{
    public static async Task<int> RunAsync(string dll, LoadOptions options)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {options.Connections} connections, {options.Seconds} s a scenario, the load generator on the same machine; load average {LoadAverage()} at the start.\n");

        text.AppendLine("| what disk and engine do by themselves | a second |\n|---|---|");
        foreach (var (name, rate) in EngineProgram.Measure(options))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {rate:N0} |");
        }

        var start = await StartProgram.MeasureAsync(dll, 5, options.Folder);
        using (var data = new DataFolder(options.Folder))
        {
            await using var host = await HostProcess.StartAsync(dll, data.Path);
            var measured = options with { ProcessId = host.Id };
            var results = LoadProgram.Run(host.Address, measured, LoadScenarios.All(host.Address, measured, LoadSeed.Create(host.Address, measured)));
            AppendTable(text, "scenario", results);
            text.AppendLine(CultureInfo.InvariantCulture, $"| memory, the most under this load | 2.4 GB | 150 MB | {host.PeakMemory()} MB | | | |");
            text.AppendLine(CultureInfo.InvariantCulture, $"| start to first answer | 18 s | 1 s | {start.TotalSeconds:F2} s | | | |");
        }

        await AppendLargeAsync(text, dll, options);
        text.AppendLine(CultureInfo.InvariantCulture, $"\nLoad average {LoadAverage()} at the end.");
        Console.WriteLine();
        Console.WriteLine(text);
        return 0;
    }

    /// <summary>Only the searches among many runs.</summary>
    public static async Task<int> RunLargeAsync(string dll, LoadOptions options)
    {
        var text = new StringBuilder();
        await AppendLargeAsync(text, dll, options);
        Console.WriteLine(text);
        return 0;
    }

    private static async Task AppendLargeAsync(StringBuilder text, string dll, LoadOptions options)
    {
        if (options.LargeRuns == 0)
        {
            return;
        }

        using var data = new DataFolder(options.Folder);
        var experiment = await LargeSeed.CreateAsync(data.Database, options.LargeRuns);
        await using var host = await HostProcess.StartAsync(dll, data.Path);
        var measured = options with { ProcessId = host.Id };
        AppendTable(text, string.Create(CultureInfo.InvariantCulture, $"among {options.LargeRuns:N0} runs"), LoadProgram.Run(host.Address, measured, LoadScenarios.Searches(host.Address, measured, experiment, many: true)));
        text.AppendLine(CultureInfo.InvariantCulture, $"| memory, the most under this load | | 150 MB | {host.PeakMemory()} MB | | | |");
    }

    private static void AppendTable(StringBuilder text, string title, List<LoadResult> results)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"\n| {title} | MLflow | goal | Mlops | p50 | p99 | processor time |\n|---|---|---|---|---|---|---|");
        foreach (var result in results)
        {
            var failed = result.Failures == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({result.Failures} failed)");
            var told = result.Scenario.IsLatency ? Milliseconds(result.Median) : string.Create(CultureInfo.InvariantCulture, $"{result.Rate:N0}/s");
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {result.Scenario.Name} | {result.Scenario.Mlflow} | {result.Scenario.Goal} | {told}{failed} | {Milliseconds(result.Median)} | {Milliseconds(result.P99)} | {result.ProcessorMicroseconds:N0} µs |");
        }
    }

    private static string Milliseconds(double value) => value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture) + " ms";

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
