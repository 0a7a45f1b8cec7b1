using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Mlops.Benchmarks.Load;

/// <summary>The data that the scenarios read: runs with metrics and parameters, and one long history.</summary>
internal sealed record LoadSeed(string Experiment, string Scratch, IReadOnlyList<string> Runs, string HistoryRun)
{
    private const string Api = "/api/2.0/mlflow/";

    public static LoadSeed Create(Uri server, LoadOptions options)
    {
        using var connection = new SeedConnection(server);
        var tag = DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
        var experiment = Post(connection, server, "experiments/create", $$"""{"name":"load-{{tag}}"}""").GetProperty("experiment_id").GetString()!;
        var scratch = Post(connection, server, "experiments/create", $$"""{"name":"load-scratch-{{tag}}"}""").GetProperty("experiment_id").GetString()!;
        var runs = Enumerable.Range(0, 64).Select(_ => CreateRun(connection, server, scratch, 1700000000000)).ToArray();
        Parallel.For(0, 4, worker =>
        {
            using var own = new SeedConnection(server);
            var random = new Random(worker);
            for (var i = worker; i < options.Runs; i += 4)
            {
                var start = 1700000000000 + i;
                var run = CreateRun(own, server, experiment, start, $$""","tags":[{"key":"team","value":"t{{i % 17}}"}]""");
                string Point(string key) => string.Create(CultureInfo.InvariantCulture, $$"""{"key":"{{key}}","value":{{random.NextDouble()}},"timestamp":{{start}},"step":1}""");
                Post(own, server, "runs/log-batch", $$"""
                    {"run_id":"{{run}}","metrics":[{{Point("acc")}},{{Point("loss")}},{{Point("f1")}}],"params":[
                    {"key":"lr","value":"{{(i % 3) switch { 0 => "0.1", 1 => "0.01", _ => "0.001" }}}"},
                    {"key":"bs","value":"{{1 << (i % 8)}}"},{"key":"opt","value":"{{(i % 2 == 0 ? "adam" : "sgd")}}"}]}
                    """);
            }
        });
        var history = CreateRun(connection, server, scratch, 1700000000000);
        for (var from = 0; from < options.Points; from += 1000)
        {
            Post(connection, server, "runs/log-batch", Batch(history, 1000, i => "h", i => from + i, i => 1700000000000 + from + i));
        }

        return new LoadSeed(experiment, scratch, runs, history);
    }

    public static string Batch(string run, int points, Func<int, string> key, Func<int, long> step, Func<int, long> timestamp)
    {
        var json = new StringBuilder($$"""{"run_id":"{{run}}","metrics":[""");
        for (var i = 0; i < points; i++)
        {
            json.Append(CultureInfo.InvariantCulture, $$"""{{(i == 0 ? "" : ",")}}{"key":"{{key(i)}}","value":{{i * 0.37:F6}},"timestamp":{{timestamp(i)}},"step":{{step(i)}}}""");
        }

        return json.Append("]}").ToString();
    }

    private static string CreateRun(SeedConnection connection, Uri server, string experiment, long start, string more = "") =>
        Post(connection, server, "runs/create", string.Create(CultureInfo.InvariantCulture, $$"""{"experiment_id":"{{experiment}}","start_time":{{start}}{{more}}}"""))
            .GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;

    private static JsonElement Post(SeedConnection connection, Uri server, string path, string json)
    {
        var (status, body) = connection.Send(LoadConnection.Request(server, "POST", Api + path, json));
        return status == 200 ? JsonDocument.Parse(body).RootElement : throw new InvalidOperationException($"{path}: {status} {body}");
    }

    /// <summary>A connection that tries again, as MLflow's clients do: its server on SQLite answers 500 while others write, and closes connections.</summary>
    private sealed class SeedConnection(Uri server) : IDisposable
    {
        private const int Attempts = 8;
        private LoadConnection _connection = new(server);

        public (int Status, string Body) Send(byte[] request)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    var answer = _connection.Send(request);
                    if (answer.Status < 500 || attempt == Attempts)
                    {
                        return answer;
                    }
                }
                catch (Exception error) when (error is IOException or SocketException && attempt < Attempts)
                {
                    _connection.Dispose();
                    _connection = new LoadConnection(server);
                }

                Thread.Sleep(50 * attempt);
            }
        }

        public void Dispose() => _connection.Dispose();
    }
}
