using System.Diagnostics;
using System.Net;
using Mlops.Tests.PostgreSql;

namespace Mlops.Hosting.Tests.PostgreSql;

/// <summary>What clients see while the database is away, and after.</summary>
public sealed class DatabaseAwayTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_answered_with_503_and_a_time_to_come_back_until_the_database_is_there_again()
    {
        await using var server = await PostgreSqlServer.StartAsync("fsync=on");
        await using var host = await TestHost.StartAsync(database: await server.CreateDatabaseAsync());
        var runId = (await host.PostAsync("/api/2.0/mlflow/runs/create", new { experiment_id = "0" })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await LogAsync(1);

        await server.StopAsync();
        // More at once than there are connections: none may wait for the next.
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TryAsync(i)));
        Assert.All(answers, answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.NotNull(answer.RetryAfter);
            Assert.True(answer.Took < TimeSpan.FromSeconds(30), $"{answer.Took}");
        });

        await server.RestartAsync();
        // A client waits and asks again.
        for (var attempt = 0; (await TryAsync(1)).Status != HttpStatusCode.OK; attempt++)
        {
            Assert.True(attempt < 100);
            await Task.Delay(100, Stop);
        }

        await LogAsync(2);
        var history = await host.GetAsync($"/api/2.0/mlflow/metrics/get-history?run_id={runId}&metric_key=m");
        Assert.Equal([1, 2], history.GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt64()).Where(step => step < 100));

        async Task LogAsync(int step) =>
            await host.PostAsync("/api/2.0/mlflow/runs/log-metric", new { run_id = runId, key = "m", value = 1, timestamp = step, step });

        async Task<(HttpStatusCode Status, string? RetryAfter, TimeSpan Took)> TryAsync(int i)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = (i % 4) switch
            {
                0 => await host.Client.GetAsync($"/api/2.0/mlflow/runs/get?run_id={runId}", Stop),
                1 => await host.TryAsync(HttpMethod.Post, "/api/2.0/mlflow/runs/log-metric", new { run_id = runId, key = "m", value = 1, timestamp = i, step = 100 + i }),
                2 => await host.TryAsync(HttpMethod.Post, "/api/2.0/mlflow/runs/create", new { experiment_id = "0" }),
                _ => await host.TryAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/create", new { name = $"e{i}" }),
            };
            return (answer.StatusCode, answer.Headers.RetryAfter?.ToString(), Stopwatch.GetElapsedTime(started));
        }
    }

    [Fact]
    public async Task A_host_starts_while_its_database_is_away_and_serves_once_it_is_there()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        var database = await server.CreateBareDatabaseAsync();
        await server.StopAsync();
        await using var host = await TestHost.StartAsync(database: database);
        using (var answer = await host.Client.GetAsync("/api/2.0/mlflow/experiments/get?experiment_id=0", Stop))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        await server.RestartAsync();
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await host.Client.GetAsync("/api/2.0/mlflow/experiments/get?experiment_id=0", Stop);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            Assert.True(attempt < 100);
            await Task.Delay(100, Stop);
        }
    }
}
