using System.Net;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.Metrics;

/// <summary>Histories of several runs at once, whole and thinned (protocol 2.2).</summary>
public sealed class BulkHistoryTests : IAsyncLifetime
{
    private const string Bulk = "/ajax-api/2.0/mlflow/metrics/get-history-bulk?metric_key=loss";
    private const string Interval = "/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?metric_key=loss";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Whole_histories_come_run_by_run_in_the_order_of_ids_up_to_a_number()
    {
        string[] runs = [.. ((string[])[await LogAsync(0, 3), await LogAsync(0, 3)]).Order(StringComparer.Ordinal)];
        var query = $"{Bulk}&run_id={runs[1]}&run_id={runs[0]}&run_id={runs[1]}";
        Assert.Equal([(runs[0], 0), (runs[0], 1), (runs[0], 2), (runs[1], 0), (runs[1], 1), (runs[1], 2)], await PointsAsync(query));
        Assert.Equal([(runs[0], 0), (runs[0], 1), (runs[0], 2), (runs[1], 0)], await PointsAsync(query + "&max_results=4"));
        Assert.Equal(6, (await PointsAsync(query + "&max_results=30000")).Length);
    }

    [Fact]
    public async Task Thinned_histories_keep_the_order_asked_for_and_both_ends_of_every_run()
    {
        var wide = await LogAsync(0, 1000);
        var narrow = await LogAsync(123, 3);
        var points = await PointsAsync($"{Interval}&run_ids={narrow}&run_ids={wide}&max_results=2");
        // Every chosen step is read from every run.
        Assert.Equal([(narrow, 123), (narrow, 125), (wide, 0), (wide, 123), (wide, 125), (wide, 500), (wide, 999)], points);
    }

    [Fact]
    public async Task A_range_is_sampled_by_itself()
    {
        var run = await LogAsync(-50, 1000);
        Assert.Equal([(run, 0), (run, 475), (run, 949)], await PointsAsync($"{Interval}&run_ids={run}&max_results=2"));
        Assert.Equal([(run, -50), (run, -25), (run, -1)], await PointsAsync($"{Interval}&run_ids={run}&max_results=2&start_step=-50&end_step=-1"));
        Assert.Equal([(run, 10), (run, 11)], await PointsAsync($"{Interval}&run_ids={run}&max_results=2&start_step=10&end_step=11"));
        Assert.Empty(await PointsAsync($"{Interval}&run_ids={run}&start_step=5000&end_step=6000"));
        Assert.Equal(950, (await PointsAsync($"{Interval}&run_ids={run}")).Length);
    }

    [Fact]
    public async Task Whole_histories_need_the_name_of_a_metric()
    {
        using var answer = await _host.Client.GetAsync(new Uri("/ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id=x", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "GetMetricHistoryBulk request must specify a metric_key."), await answer.RefusalAsync());
    }

    [Theory]
    [InlineData(Bulk, "run_id", "GetMetricHistoryBulk request cannot specify more than 100 run_ids. Received 1000 run_ids.")]
    [InlineData(Interval, "run_ids", "GetMetricHistoryBulkInterval request must specify at most 100 run_ids. Received 1000 run_ids.")]
    public async Task An_address_of_many_kilobytes_is_read_and_its_runs_are_counted(string route, string field, string text)
    {
        var query = string.Concat(Enumerable.Range(0, 1000).Select(run => $"&{field}=id_{run:D32}"));
        using var answer = await _host.Client.GetAsync(new Uri(route + query, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", text), await answer.RefusalAsync());
    }

    [Theory]
    [InlineData("", "Missing value for required parameter 'run_ids'.")]
    [InlineData("&run_ids=x&max_results=0", "max_results must be between 1 and 2500")]
    [InlineData("&run_ids=x&max_results=2501", "max_results must be between 1 and 2500")]
    [InlineData("&run_ids=x&start_step=1", "If either start step or end step are specified, both must be specified")]
    [InlineData("&run_ids=x&start_step=2&end_step=1", "end_step must be greater than start_step")]
    [InlineData("&run_ids=x&start_step=a&end_step=1", "start_step")]
    public async Task What_can_not_be_sampled_is_refused(string query, string text)
    {
        using var answer = await _host.Client.GetAsync(new Uri(Interval + query, UriKind.Relative), TestContext.Current.CancellationToken);
        var (status, code, message) = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (status, code));
        Assert.Contains(text, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Bulk, "run_id")]
    [InlineData(Interval, "run_ids")]
    public async Task No_more_than_a_hundred_runs_and_none_that_is_unknown(string route, string name)
    {
        var run = await LogAsync(0, 1);
        using var many = await _host.Client.GetAsync(new Uri(route + string.Concat(Enumerable.Repeat($"&{name}={run}", 101)), UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        using var unknown = await _host.Client.GetAsync(new Uri($"{route}&{name}={run}&{name}={new string('0', 32)}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private async Task<string> LogAsync(int from, int count)
    {
        var run = await _host.CreateRunAsync();
        await _host.PostAsync(RegistryCalls.Api + "runs/log-batch", new
        {
            run_id = run,
            metrics = Enumerable.Range(from, count).Select(step => new { key = "loss", value = step, timestamp = 10_000 + step, step }),
        });
        return run;
    }

    private async Task<(string Run, long Step)[]> PointsAsync(string path) =>
        (await _host.GetAsync(path)).TryGetProperty("metrics", out var metrics)
            ? [.. metrics.EnumerateArray().Select(point => (point.GetProperty("run_id").GetString()!, point.GetProperty("step").GetInt64()))]
            : [];
}
