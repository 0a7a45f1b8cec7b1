using System.Diagnostics;
using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>Runs the scenarios one after the other and prints requests per second and latencies.</summary>
internal static class LoadProgram
{
    private const string Api = "/api/2.0/mlflow/";

    public static async Task<int> RunAsync(Uri server, LoadOptions options)
    {
        Console.WriteLine($"Seeding {options.Runs} runs and a history of {options.Points} points …");
        var watch = Stopwatch.StartNew();
        var seed = LoadSeed.Create(server, options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeded in {watch.Elapsed.TotalSeconds:F1} s"));
        Console.WriteLine($"{"scenario",-24} {"conn",4} {"req/s",10} {"p50 ms",9} {"p99 ms",9} {"not 200",8} {"memory MB",10}");
        foreach (var scenario in Scenarios(server, options, seed))
        {
            if (options.Only.Count > 0 && !options.Only.Contains(scenario.Name))
            {
                continue;
            }

            await MeasureAsync(server, scenario, TimeSpan.FromSeconds(3));
            var (latencies, failures) = await MeasureAsync(server, scenario, TimeSpan.FromSeconds(options.Seconds));
            latencies.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{scenario.Name,-24} {scenario.Connections,4} {latencies.Count / (double)options.Seconds,10:F1} {At(latencies, 0.5),9:F2} {At(latencies, 0.99),9:F2} {failures,8} {Memory(options.ProcessId),10}"));
        }

        return 0;
    }

    private static IEnumerable<LoadScenario> Scenarios(Uri server, LoadOptions options, LoadSeed seed)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        byte[] Post(string path, string json) => LoadConnection.Request(server, "POST", Api + path, json);
        string Run(long n) => seed.Runs[(int)(n % seed.Runs.Count)];
        yield return new("create run", options.Connections, n => Post("runs/create", string.Create(CultureInfo.InvariantCulture,
            $$"""{"experiment_id":"{{seed.Scratch}}","start_time":{{now + n}},"run_name":"r{{n}}"}""")));
        yield return new("log-metric", options.Connections, n => Post("runs/log-metric", string.Create(CultureInfo.InvariantCulture,
            $$"""{"run_id":"{{Run(n)}}","key":"m{{n % 7}}","value":{{n * 0.001:F6}},"timestamp":{{now + n}},"step":{{n}}}""")));
        // Building a body of 1,000 points would cost more than reading it: only run and timestamps of a few made before change.
        var bodies = Enumerable.Range(0, 512).Select(b => Post("runs/log-batch", LoadSeed.Batch(Run(b), 1000, i => $"k{i % 10}", i => i + 1, _ => now + b))).ToArray();
        yield return new("log-batch of 1,000", options.Connections, n => Restamp(bodies[n % bodies.Length], now + n));
        var gets = seed.Runs.Select(run => LoadConnection.Request(server, "GET", Api + "runs/get?run_id=" + run)).ToArray();
        yield return new("get run", options.Connections, n => gets[n % gets.Length]);
        var search = Post("runs/search", $$"""{"experiment_ids":["{{seed.Experiment}}"],"filter":"metrics.acc > 0.9 and params.lr = '0.01'","order_by":["metrics.acc DESC"],"max_results":100}""");
        yield return new("search, filter and order", options.Connections, _ => search);
        var page = Post("runs/search", $$"""{"experiment_ids":["{{seed.Experiment}}"],"max_results":100}""");
        yield return new("plain page", options.Connections, _ => page);
        var history = LoadConnection.Request(server, "GET", $"{Api}metrics/get-history?run_id={seed.HistoryRun}&metric_key=h&max_results={options.Points}");
        yield return new("history of 100,000", 1, _ => history);
    }

    // Writes a new timestamp over the old one of the same length, so that every batch holds points not seen before.
    private static byte[] Restamp(byte[] request, long timestamp)
    {
        var copy = request.ToArray();
        var digits = System.Text.Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture));
        var rest = copy.AsSpan();
        for (int at; (at = rest.IndexOf("\"timestamp\":"u8)) >= 0;)
        {
            rest = rest[(at + 12)..];
            digits.CopyTo(rest);
        }

        return copy;
    }

    private static async Task<(List<double> Latencies, int Failures)> MeasureAsync(Uri server, LoadScenario scenario, TimeSpan duration)
    {
        long next = 0;
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var workers = Enumerable.Range(0, scenario.Connections).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var connection = new LoadConnection(server);
                var latencies = new List<double>();
                var failures = 0;
                while (Stopwatch.GetTimestamp() < end)
                {
                    var request = scenario.Request(Interlocked.Increment(ref next));
                    var start = Stopwatch.GetTimestamp();
                    failures += connection.Send(request).Status == 200 ? 0 : 1;
                    latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                return (latencies, failures);
            },
            TaskCreationOptions.LongRunning)).ToArray();
        var results = await Task.WhenAll(workers);
        return ([.. results.SelectMany(result => result.latencies)], results.Sum(result => result.failures));
    }

    private static double At(List<double> sorted, double quantile) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * quantile))];

    private static string Memory(int? processId)
    {
        if (processId is null)
        {
            return "-";
        }

        using var process = Process.GetProcessById(processId.Value);
        return (process.WorkingSet64 >> 20).ToString(CultureInfo.InvariantCulture);
    }
}
