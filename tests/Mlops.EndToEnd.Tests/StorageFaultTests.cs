using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Mlops.EndToEnd.Tests;

/// <summary>
/// While the disk is full or the database locked, callers are told to come again; what was answered stays, and the host goes on.
/// </summary>
public sealed class StorageFaultTests
{
    private const string Api = "api/2.0/mlflow/";
    private const string Metric = "m";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_writes_as_unavailable_and_loses_none_that_was_answered()
    {
        using var disk = new SmallDisk();
        await using var host = await HostProcess.StartByAsync(disk.Launcher, disk.Path);
        var run = await CreateRunAsync(host.Client);
        var answered = new List<long>();
        Assert.Equal(HttpStatusCode.OK, await LogAsync(host.Client, run, 0, answered));
        disk.Fill(host);
        var refused = 0;
        for (var batch = 1; batch < 400 && refused < 5; batch++)
        {
            refused += await LogAsync(host.Client, run, batch, answered) == HttpStatusCode.ServiceUnavailable ? 1 : 0;
        }

        Assert.Equal(disk.CanRunFull ? 5 : 0, refused);
        using var small = await PostAsync(host.Client, "runs/set-tag", $$"""{"run_id":"{{run}}","key":"t","value":"1"}""");
        Assert.True(small.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{small.StatusCode}");
        await HoldsAsync(host.Client, run, answered);
        if (disk.CanRunFull)
        {
            await IsUploadRefusedAsync(host.Client, run);
        }

        disk.Free(host);
        Assert.Equal(HttpStatusCode.OK, await LogAsync(host.Client, run, 1000, answered));
        await HoldsAsync(host.Client, run, answered);
        await host.KillAsync();
        Assert.Equal("ok", Query(disk.Path, "PRAGMA integrity_check"));
        await host.StartAgainAsync();
        await HoldsAsync(host.Client, run, answered);
    }

    [Fact]
    public async Task While_another_process_has_the_database_locked_writers_are_told_to_come_again_and_readers_are_served()
    {
        using var data = new TempDirectory();
        await using var host = await HostProcess.StartAsync(data.Path);
        var run = await CreateRunAsync(host.Client);
        var answered = new List<long>();
        using (var other = Open(data.Path))
        {
            Execute(other, "BEGIN EXCLUSIVE");
            var waiting = Enumerable.Range(1, 4).Select(async batch =>
            {
                using var answer = await PostAsync(host.Client, "runs/log-batch", Batch(run, batch));
                await IsUnavailableAsync(answer);
            }).ToArray();
            await HoldsAsync(host.Client, run, answered);
            await Task.WhenAll(waiting);
            Execute(other, "ROLLBACK");
        }

        Assert.Equal(HttpStatusCode.OK, await LogAsync(host.Client, run, 5, answered));
        await HoldsAsync(host.Client, run, answered);
    }

    [Fact]
    public async Task A_host_that_others_reach_does_not_start_without_access_control_and_says_why()
    {
        using var data = new TempDirectory();
        var (exitCode, output) = await HostProcess.RunToEndAsync(data.Path, "--urls", "http://0.0.0.0:0");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Refusing to start: 'http://0.0.0.0:0' can be reached from other machines, and no access control is configured", output, StringComparison.Ordinal);
    }

    /// <summary>
    /// Logs a batch of a thousand points and notes them if it was taken; any other answer must be that the store is unavailable.
    /// </summary>
    private static async Task<HttpStatusCode> LogAsync(HttpClient client, string run, int batch, List<long> answered)
    {
        using var answer = await PostAsync(client, "runs/log-batch", Batch(run, batch));
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            answered.AddRange(Steps(batch));
        }
        else
        {
            await IsUnavailableAsync(answer);
        }

        return answer.StatusCode;
    }

    private static IEnumerable<long> Steps(int batch) => Enumerable.Range(0, 1000).Select(i => (batch * 1000L) + i);

    private static string Batch(string run, int batch)
    {
        var points = Steps(batch).Select(step => string.Create(CultureInfo.InvariantCulture, $$"""{"key":"{{Metric}}","value":{{step * 0.37}},"timestamp":{{step}},"step":{{step}}}"""));
        return $$"""{"run_id":"{{run}}","metrics":[{{string.Join(',', points)}}]}""";
    }

    /// <summary>
    /// Reads the history: all that was answered is there, and of what was refused nothing or, where the answer got lost, a whole batch.
    /// </summary>
    private static async Task HoldsAsync(HttpClient client, string run, List<long> answered)
    {
        var history = await client.GetFromJsonAsync<JsonElement>(new Uri($"{Api}metrics/get-history?run_id={run}&metric_key={Metric}", UriKind.Relative), Stop);
        var steps = history.TryGetProperty("metrics", out var metrics) ? metrics.EnumerateArray().Select(point => point.GetProperty("step").GetInt64()) : [];
        Assert.Equal(answered.Order(), steps);
    }

    private static async Task IsUnavailableAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)answer.StatusCode}: {text}");
        using var envelope = JsonDocument.Parse(text);
        Assert.Equal("TEMPORARILY_UNAVAILABLE", envelope.RootElement.GetProperty("error_code").GetString());
    }

    private static async Task IsUploadRefusedAsync(HttpClient client, string run)
    {
        var path = new Uri($"api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/large.bin", UriKind.Relative);
        using var content = new ByteArrayContent(new byte[6 << 20]);
        using var upload = await client.PutAsync(path, content, Stop);
        Assert.Equal(HttpStatusCode.InsufficientStorage, upload.StatusCode);
        using var download = await client.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.NotFound, download.StatusCode);
    }

    private static async Task<string> CreateRunAsync(HttpClient client)
    {
        using var answer = await PostAsync(client, "runs/create", """{"experiment_id":"0"}""");
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return created.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(Api + path, UriKind.Relative), content, Stop);
    }

    private static SqliteConnection Open(string directory)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "mlops.db")};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Query(string directory, string sql)
    {
        using var connection = Open(directory);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
