using System.Diagnostics;
using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>Runs the scenarios against a host that runs already, one after the other, and prints what they yield.</summary>
internal static class LoadProgram
{
    public static int Run(Uri server, LoadOptions options)
    {
        Console.WriteLine($"Seeding {options.Runs} runs and a history of {options.Points} points …");
        var watch = Stopwatch.StartNew();
        var seed = LoadSeed.Create(server, options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeded in {watch.Elapsed.TotalSeconds:F1} s"));
        Run(server, options, LoadScenarios.All(server, options, seed));
        return 0;
    }

    public static List<LoadResult> Run(Uri server, LoadOptions options, IEnumerable<LoadScenario> scenarios)
    {
        var results = new List<LoadResult>();
        Console.WriteLine($"{"scenario",-26} {"conn",4} {"req/s",10} {"p50 ms",9} {"p99 ms",9} {"not 200",8} {"CPU us",8} {"MB",6}");
        foreach (var scenario in scenarios.Where(scenario => options.Only.Count == 0 || options.Only.Contains(scenario.Name)))
        {
            LoadRunner.Run(server, scenario, TimeSpan.FromSeconds(options.WarmUpSeconds), null);
            var result = LoadRunner.Run(server, scenario, TimeSpan.FromSeconds(options.Seconds), options.ProcessId);
            results.Add(result);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{scenario.Name,-26} {scenario.Connections,4} {result.Rate,10:F1} {result.Median,9:F2} {result.P99,9:F2} {result.Failures,8} {result.ProcessorMicroseconds,8:F1} {result.Memory,6}"));
        }

        return results;
    }
}
