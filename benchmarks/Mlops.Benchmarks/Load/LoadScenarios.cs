using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Benchmarks.Load;

/// <summary>The requests of training scripts and of those who look at their runs.</summary>
internal static class LoadScenarios
{
    public const string Api = "/api/2.0/mlflow/";

    /// <summary>Those of docs/performance.md, on what <see cref="LoadSeed"/> made.</summary>
    public static IEnumerable<LoadScenario> All(Uri server, LoadOptions options, LoadSeed seed)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string Run(long n) => seed.Runs[(int)(n % seed.Runs.Count)];
        yield return new("create run", options.Connections, n => Post(server, "runs/create", string.Create(CultureInfo.InvariantCulture,
            $$"""{"experiment_id":"{{seed.Scratch}}","start_time":{{now + n}},"run_name":"r{{n}}"}""")))
        {
            Lua = $$"""post("runs/create", string.format('{"experiment_id":"{{seed.Scratch}}","start_time":%.0f,"run_name":"r%.0f"}', {{now}} + n, n))""",
            Mlflow = "76/s",
            MlflowOnPostgreSql = "94/s",
            Goal = "5,000/s",
        };
        yield return new("log-metric", options.Connections, n => Post(server, "runs/log-metric", string.Create(CultureInfo.InvariantCulture,
            $$"""{"run_id":"{{Run(n)}}","key":"m{{n % 7}}","value":{{n * 0.001:F6}},"timestamp":{{now + n}},"step":{{n}}}""")))
        {
            Lua = $$"""post("runs/log-metric", string.format('{"run_id":"%s","key":"m%.0f","value":%.6f,"timestamp":%.0f,"step":%.0f}', run(), n % 7, n * 0.001, {{now}} + n, n))""",
            Runs = seed.Runs,
            Mlflow = "103/s",
            MlflowOnPostgreSql = "106/s",
            Goal = "10,000/s",
        };
        // Building a body of 1,000 points would cost more than reading it: only run and timestamps of a few made before change.
        var bodies = Enumerable.Range(0, 512).Select(b => Post(server, "runs/log-batch", LoadSeed.Batch(Run(b), 1000, i => $"k{i % 10}", i => i + 1, _ => now + b))).ToArray();
        yield return new("log-batch of 1,000", options.Connections, n => Restamp(bodies[n % bodies.Length], now + n)) { Mlflow = "6.3/s", MlflowOnPostgreSql = "5.5/s", Goal = "600/s" };
        var gets = seed.Runs.Select(run => LoadConnection.Request(server, "GET", Api + "runs/get?run_id=" + run)).ToArray();
        yield return new("get run", options.Connections, n => gets[n % gets.Length])
        {
            Lua = """get("runs/get?run_id=" .. run())""",
            Runs = seed.Runs,
            Mlflow = "111/s",
            MlflowOnPostgreSql = "74/s",
            Goal = "15,000/s",
        };
        foreach (var scenario in Searches(server, options, seed.Experiment).Take(2))
        {
            yield return scenario;
        }

        var history = LoadConnection.Request(server, "GET", $"{Api}metrics/get-history?run_id={seed.HistoryRun}&metric_key=h&max_results={options.Points}");
        yield return LoadScenario.Fixed("history of 100,000", 1, history) with { Mlflow = "6.75 s", MlflowOnPostgreSql = "4.9 s", Goal = "70 ms", IsLatency = true };
    }

    /// <summary>Searches in an experiment of many runs.</summary>
    public static IEnumerable<LoadScenario> Searches(Uri server, LoadOptions options, string experiment, bool many = false)
    {
        byte[] Search(string more) => Post(server, "runs/search", $$"""{"experiment_ids":["{{experiment}}"],"max_results":100{{more}}}""");
        var filtered = Search(""","filter":"metrics.acc > 0.9 and params.lr = '0.01'","order_by":["metrics.acc DESC"]""");
        yield return LoadScenario.Fixed("search, filter and order", options.Connections, filtered) with
        {
            Mlflow = many ? "" : "1.82 s",
            MlflowOnPostgreSql = many ? "" : "808 ms",
            Goal = many ? "50 ms" : "10 ms",
            IsLatency = true,
        };
        var plain = Search("");
        yield return LoadScenario.Fixed("plain page of 100", options.Connections, plain) with
        {
            Mlflow = many ? "" : "1.40 s",
            MlflowOnPostgreSql = many ? "" : "782 ms",
            Goal = "5 ms",
            IsLatency = true,
        };
        var other = Search(""","filter":"metrics.loss < 0.5","order_by":["metrics.acc DESC"]""");
        yield return LoadScenario.Fixed("order by another metric", options.Connections, other) with { Goal = "50 ms", IsLatency = true };
        var rare = Search(""","filter":"params.seed = '123456'" """);
        yield return LoadScenario.Fixed("rare parameter", options.Connections, rare) with { Goal = "50 ms", IsLatency = true };
        var small = Search(""","filter":"metrics.acc > 0.9999 and params.opt = 'adam'" """);
        yield return LoadScenario.Fixed("rare metric, newest first", options.Connections, small) with { Goal = "50 ms", IsLatency = true };
        var deep = Search($$""","page_token":"{{DeepToken(100_000)}}" """);
        yield return LoadScenario.Fixed("page after 100,000", options.Connections, deep) with { Goal = "50 ms", IsLatency = true };
    }

    private static string DeepToken(int offset) => Mlops.Tracking.Search.PageToken.Encode(offset);

    private static byte[] Post(Uri server, string path, string json) => LoadConnection.Request(server, "POST", Api + path, json);

    // Writes a new timestamp over the old one of the same length, so that every batch holds points not seen before.
    private static byte[] Restamp(byte[] request, long timestamp)
    {
        var digits = Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture));
        var rest = request.AsSpan();
        for (int at; (at = rest.IndexOf("\"timestamp\":"u8)) >= 0;)
        {
            rest = rest[(at + 12)..];
            digits.CopyTo(rest);
        }

        return request;
    }
}
