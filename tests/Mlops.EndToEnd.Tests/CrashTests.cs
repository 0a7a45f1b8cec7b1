using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Mlops.EndToEnd.Tests;

/// <summary>A host that is killed under load loses nothing that it has answered.</summary>
public sealed class CrashTests
{
    private const int Rounds = 4;
    private const int Writers = 6;
    private const int AnswersPerRound = 150;
    private const string Api = "api/2.0/mlflow/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_write_is_lost_when_the_host_is_killed_under_load()
    {
        using var data = new TempDirectory();
        await using var host = await HostProcess.StartAsync(data.Path);
        var points = new ConcurrentDictionary<(string Run, long Step), double>();
        var runs = new ConcurrentBag<string>();
        var artifacts = new ConcurrentBag<(string Path, int Length)>();
        for (var round = 0; round < Rounds; round++)
        {
            var answered = 0;
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writers = Enumerable.Range(0, Writers).Select(writer => WriteUntilKilledAsync(
                host.Client, round, writer, points, runs, artifacts,
                () =>
                {
                    if (Interlocked.Increment(ref answered) == AnswersPerRound)
                    {
                        enough.TrySetResult();
                    }
                })).ToArray();
            await Task.WhenAny(enough.Task, Task.WhenAll(writers)).WaitAsync(TimeSpan.FromMinutes(2), Stop);
            await host.KillAsync();
            await Task.WhenAll(writers);
            CheckIntegrity(data.Path);
            await host.StartAgainAsync();
            await CheckAsync(host.Client, points, runs, artifacts);
        }

        Assert.True(points.Count + runs.Count >= Rounds * AnswersPerRound / 2, "The load was too small to show anything.");
    }

    private static async Task WriteUntilKilledAsync(
        HttpClient client, int round, int writer, ConcurrentDictionary<(string Run, long Step), double> points,
        ConcurrentBag<string> runs, ConcurrentBag<(string Path, int Length)> artifacts, Action answered)
    {
        try
        {
            var run = await CreateRunAsync(client);
            runs.Add(run);
            answered();
            for (var step = 0L; ; step += 2)
            {
                var value = (round * 1e6) + (writer * 1e5) + step;
                await PostAsync(client, "runs/log-metric", string.Create(CultureInfo.InvariantCulture,
                    $$"""{"run_id":"{{run}}","key":"m","value":{{value}},"timestamp":{{step}},"step":{{step}}}"""));
                points[(run, step)] = value;
                answered();
                await PostAsync(client, "runs/log-batch", string.Create(CultureInfo.InvariantCulture,
                    $$"""{"run_id":"{{run}}","metrics":[{"key":"m","value":{{value + 1}},"timestamp":{{step + 1}},"step":{{step + 1}}}],"params":[{"key":"p{{step}}","value":"v"}]}"""));
                points[(run, step + 1)] = value + 1;
                answered();
                if (step % 20 == 0)
                {
                    var path = $"0/{run}/artifacts/{step}.bin";
                    using var content = new ByteArrayContent(new byte[(writer + 1) * 1000]);
                    using var answer = await client.PutAsync(new Uri("api/2.0/mlflow-artifacts/artifacts/" + path, UriKind.Relative), content, Stop);
                    Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
                    artifacts.Add((path, (writer + 1) * 1000));
                }
            }
        }
        catch (HttpRequestException)
        {
            // The host is gone: what was not answered may or may not be there.
        }
        catch (IOException)
        {
        }
    }

    private static async Task CheckAsync(
        HttpClient client, ConcurrentDictionary<(string Run, long Step), double> points, ConcurrentBag<string> runs, ConcurrentBag<(string Path, int Length)> artifacts)
    {
        foreach (var run in runs)
        {
            var history = await client.GetFromJsonAsync<JsonElement>(new Uri($"{Api}metrics/get-history?run_id={run}&metric_key=m&max_results=25000", UriKind.Relative), Stop);
            var found = history.TryGetProperty("metrics", out var metrics)
                ? metrics.EnumerateArray().ToDictionary(point => point.GetProperty("step").GetInt64(), point => point.GetProperty("value").GetDouble())
                : [];
            foreach (var ((_, step), value) in points.Where(point => point.Key.Run == run))
            {
                Assert.True(found.TryGetValue(step, out var kept) && kept == value, $"Run {run} lost step {step}.");
            }

            // Also of a batch that was not answered, there is all or nothing.
            var read = await client.GetFromJsonAsync<JsonElement>(new Uri($"{Api}runs/get?run_id={run}", UriKind.Relative), Stop);
            var parameters = read.GetProperty("run").GetProperty("data").TryGetProperty("params", out var logged)
                ? logged.EnumerateArray().Select(param => param.GetProperty("key").GetString()) : [];
            Assert.Equal(found.Keys.Where(step => step % 2 == 1).Select(step => $"p{step - 1}").Order(StringComparer.Ordinal), parameters.Order(StringComparer.Ordinal));
        }

        foreach (var (path, length) in artifacts)
        {
            var bytes = await client.GetByteArrayAsync(new Uri("api/2.0/mlflow-artifacts/artifacts/" + path, UriKind.Relative), Stop);
            Assert.Equal(length, bytes.Length);
        }
    }

    private static void CheckIntegrity(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "mlops.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    private static async Task<string> CreateRunAsync(HttpClient client)
    {
        var answer = await PostAsync(client, "runs/create", """{"experiment_id":"0"}""");
        return answer.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(Api + path, UriKind.Relative), content, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }
}
