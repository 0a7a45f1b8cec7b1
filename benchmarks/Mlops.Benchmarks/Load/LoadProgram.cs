using System.Diagnostics;
using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>Runs the scenarios against a host that runs already, one after the other, and prints what they yield.</summary>
internal static class LoadProgram
{
    public static int Run(Uri server, LoadOptions options)
    {
        Run(server, options, LoadScenarios.All(server, options, Seed(server, options)));
        return 0;
    }

    public static LoadSeed Seed(Uri server, LoadOptions options)
    {
        Console.WriteLine($"Seeding {options.Runs} runs and a history of {options.Points} points …");
        var watch = Stopwatch.StartNew();
        var seed = LoadSeed.Create(server, options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeded in {watch.Elapsed.TotalSeconds:F1} s"));
        return seed;
    }

    public static List<LoadResult> Run(Uri server, LoadOptions options, IEnumerable<LoadScenario> scenarios)
    {
        var results = new List<LoadResult>();
        var runner = new LoadRunner(server, options);
        Console.WriteLine($"{"scenario",-26} {"by",4} {"conn",4} {"req/s",10} {"p50 ms",9} {"p99 ms",9} {"failed",8} {"CPU us",8} {"MB",6}");
        foreach (var scenario in scenarios.Where(scenario => options.Only.Count == 0 || options.Only.Any(only => scenario.Name.StartsWith(only, StringComparison.Ordinal))))
        {
            var result = runner.Run(scenario);
            results.Add(result);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{scenario.Name,-26} {result.Generator,4} {scenario.Connections,4} {result.Counts.Rate,10:F1} {result.Counts.Median,9:F2} {result.Counts.P99,9:F2} {result.Counts.Failures,8} {result.ProcessorMicroseconds,8:F1} {result.Memory,6}"));
        }

        return results;
    }
}
