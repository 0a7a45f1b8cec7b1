using CsCheck;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>What every store of metrics does (protocol 3.6, metrics).</summary>
public abstract class MetricStoreContract(TrackingStores stores) : TrackingContract(stores)
{
    [Fact]
    public async Task A_metric_that_was_never_logged_has_an_empty_history()
    {
        var runId = await CreateRunAsync();
        Assert.Empty(await HistoryAsync(runId, "never"));
        await UnknownAsync(() => HistoryAsync(new string('0', 32), "never"));
    }

    [Fact]
    public async Task A_history_is_ordered_by_timestamp_then_step_then_value()
    {
        var runId = await CreateRunAsync();
        MetricPoint[] points = [new(1, 5, 0), new(2, -3, 0), new(2, 0, -1), new(2, 0, 4), new(2, 1, -9), new(3, long.MinValue, 0)];
        await LogMetricsAsync(runId, [.. points.Reverse().Select(point => ToMetric("m", point))]);
        Assert.Equal(points, await HistoryAsync(runId, "m"));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.MaxValue)]
    [InlineData(-double.MaxValue)]
    [InlineData(double.Epsilon)]
    public async Task A_point_that_is_logged_twice_is_one_point(double value)
    {
        var runId = await CreateRunAsync();
        var metric = new Metric("m", value, 7, 3);
        await LogMetricsAsync(runId, metric, metric);
        await LogMetricsAsync(runId, metric);
        await LogMetricsAsync(runId, metric with { Step = 4 }, metric);
        Assert.Equal([new MetricPoint(7, 3, value), new MetricPoint(7, 4, value)], await HistoryAsync(runId, "m"));
        Assert.Equal(metric with { Step = 4 }, Assert.Single((await GetRunAsync(runId)).Data.Metrics));
    }

    [Fact]
    public async Task A_negative_zero_is_a_zero_as_latest_and_in_the_history()
    {
        var runId = await CreateRunAsync();
        await LogMetricsAsync(runId, new Metric("m", -0.0, 1, 1), new Metric("m", 0.0, 1, 1));
        Assert.False(double.IsNegative(Assert.Single(await HistoryAsync(runId, "m")).Value));
        Assert.False(double.IsNegative(Assert.Single((await GetRunAsync(runId)).Data.Metrics).Value));
    }

    [Fact]
    public async Task Every_NaN_is_the_same_value()
    {
        var runId = await CreateRunAsync();
        await LogMetricsAsync(runId, new Metric("m", double.NaN, 1, 1));
        await LogMetricsAsync(runId, new Metric("m", BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001), 1, 1));
        Assert.True(double.IsNaN(Assert.Single(await HistoryAsync(runId, "m")).Value));
    }

    [Fact]
    public async Task The_latest_point_has_the_highest_step_then_timestamp_then_value()
    {
        var runId = await CreateRunAsync();
        await LatestIsAsync(new Metric("m", 1, 10, 5), new Metric("m", 1, 10, 5));
        await LatestIsAsync(new Metric("m", 9, 99, 4), new Metric("m", 1, 10, 5));
        await LatestIsAsync(new Metric("m", 0, 11, 5), new Metric("m", 0, 11, 5));
        await LatestIsAsync(new Metric("m", -1, 11, 5), new Metric("m", 0, 11, 5));
        await LatestIsAsync(new Metric("m", 2, 11, 5), new Metric("m", 2, 11, 5));
        await LatestIsAsync(new Metric("m", double.NaN, 0, 6), new Metric("m", double.NaN, 0, 6));
        await LatestIsAsync(new Metric("m", -5, 0, 6), new Metric("m", -5, 0, 6));
        await LatestIsAsync(new Metric("m", double.NaN, 0, 6), new Metric("m", -5, 0, 6));
        await LatestIsAsync(new Metric("m", 5, 0, 6), new Metric("m", 5, 0, 6));
        await LatestIsAsync(new Metric("m", 8, 0, long.MaxValue), new Metric("m", 8, 0, long.MaxValue));

        async Task LatestIsAsync(Metric logged, Metric latest)
        {
            await LogMetricsAsync(runId, logged);
            Assert.Equal(latest, Assert.Single((await GetRunAsync(runId)).Data.Metrics));
        }
    }

    [Fact]
    public async Task Any_step_timestamp_and_value_come_back_as_they_were_logged()
    {
        var runId = await CreateRunAsync();
        var points =
            from timestamp in (long[])[0, 1, long.MaxValue]
            from step in (long[])[long.MinValue, -1, 0, long.MaxValue]
            from value in (double[])[double.NaN, -double.MaxValue, -1e-300, 0.1, double.MaxValue]
            select new MetricPoint(timestamp, step, value);
        await LogMetricsAsync(runId, [.. points.Select(point => ToMetric("m", point))]);
        Assert.Equal(points, await HistoryAsync(runId, "m"));
    }

    [Fact]
    public async Task Hundreds_of_points_that_come_one_by_one_and_between_others_are_all_kept()
    {
        var one = await CreateRunAsync();
        var two = await CreateRunAsync();
        var loss = Enumerable.Range(0, 300).Select(i => new MetricPoint(1000 + i, i, 1.0 / (i + 1))).ToArray();
        await Task.WhenAll(loss.SelectMany(point => (Task[])
        [
            LogMetricsAsync(one, ToMetric("loss", point)),
            LogMetricsAsync(one, ToMetric("acc", point with { Value = -point.Value })),
            LogMetricsAsync(two, ToMetric("loss", point with { Value = 2 })),
        ]));
        // The same again, in another grouping: nothing is added.
        foreach (var part in loss.Chunk(70))
        {
            await LogMetricsAsync(one, [.. part.Select(point => ToMetric("loss", point))]);
        }

        Assert.Equal(loss, await HistoryAsync(one, "loss"));
        Assert.Equal(loss.Select(point => point with { Value = -point.Value }), await HistoryAsync(one, "acc"));
        Assert.Equal(loss.Select(point => point with { Value = 2 }), await HistoryAsync(two, "loss"));
        Assert.Equal(new Metric("loss", loss[^1].Value, 1299, 299), (await GetRunAsync(one)).Data.Metrics.Single(metric => metric.Key == "loss"));
    }

    [Fact]
    public async Task Whatever_the_batches_a_history_is_the_set_of_its_points_and_the_latest_is_its_greatest()
    {
        var experimentId = await CreateExperimentAsync();
        var metrics = Gen.Select(Gen.OneOf("a", "b"), Gen.OneOf(double.NaN, -1, 1, double.MaxValue, -double.MaxValue), Gen.Long[0, 3], Gen.Long[-2, 2])
            .Select((key, value, timestamp, step) => new Metric(key, value, timestamp, step));
        await metrics.Array[1, 12].Array[1, 10].SampleAsync(
            async batches =>
            {
                var runId = await CreateRunAsync(experimentId);
                await Task.WhenAll(batches.Select(batch => LogMetricsAsync(runId, batch)));
                var latest = (await GetRunAsync(runId)).Data.Metrics.ToDictionary(metric => metric.Key);
                foreach (var series in batches.SelectMany(batch => batch).GroupBy(metric => metric.Key))
                {
                    Assert.Equal(series.Select(ToPoint).Distinct().Order(), await HistoryAsync(runId, series.Key));
                    Assert.Equal(series.MaxBy(metric => (metric.Step, metric.Timestamp, metric.Value)), latest[series.Key]);
                }
            },
            iter: 40, threads: 1);
    }

    [Fact]
    public async Task A_sample_keeps_what_the_rules_say_of_any_histories()
    {
        var experimentId = await CreateExperimentAsync();
        var points = Gen.Select(Gen.Long[0, 2], Gen.OneOf(Gen.Long[-5, 40], Gen.OneOf(long.MinValue, long.MaxValue)), Gen.OneOf(0.5, double.NaN))
            .Select((timestamp, step, value) => new MetricPoint(timestamp, step, value));
        await Gen.Select(points.Array[0, 30].Array[1, 4], Gen.Int[1, 12], Gen.Long[-10, 20], Gen.Long[0, 30]).SampleAsync(
            async (histories, maxSteps, start, length) =>
            {
                var runIds = new List<string>();
                foreach (var history in histories)
                {
                    runIds.Add(await CreateRunAsync(experimentId));
                    foreach (var part in history.Chunk(7))
                    {
                        await LogMetricsAsync(runIds[^1], [.. part.Select(point => ToMetric("m", point))]);
                    }
                }

                foreach (var (from, to) in ((long, long)[])[(start, start + length), (0, long.MaxValue), (long.MinValue, long.MaxValue)])
                {
                    var sample = await Metrics.GetSampleAsync(Workspace, new MetricSampleQuery(runIds, "m", from, to, maxSteps), Stop);
                    var steps = NaiveSample(histories, from, to, maxSteps);
                    Assert.Equal(runIds, sample.Select(run => run.RunId));
                    Assert.Equal(
                        histories.Select(history => history.Distinct().Where(point => steps.Contains(point.Step)).OrderBy(point => point.Step).ThenBy(point => point).ToArray()),
                        sample.Select(run => run.Points.ToArray()));
                }
            },
            iter: 30, threads: 1);
    }

    [Fact]
    public async Task A_sample_of_what_was_never_logged_is_empty_and_of_an_unknown_run_is_refused()
    {
        var runId = await CreateRunAsync();
        var query = new MetricSampleQuery([runId, runId], "never", 0, long.MaxValue, 10);
        Assert.All(await Metrics.GetSampleAsync(Workspace, query, Stop), run => Assert.Empty(run.Points));
        await UnknownAsync(async () => await Metrics.GetSampleAsync(NewWorkspace(), query, Stop));
        await UnknownAsync(async () => await Metrics.GetSampleAsync(Workspace, query with { RunIds = [runId, new string('0', 32)] }, Stop));
    }

    private static HashSet<long> NaiveSample(MetricPoint[][] histories, long start, long end, int max)
    {
        var union = histories.SelectMany(history => history).Select(point => point.Step).Where(step => step >= start && step <= end).Distinct().Order().ToArray();
        var ends = histories.Where(history => history.Length > 0).SelectMany(history => (long[])[history.Min(point => point.Step), history.Max(point => point.Step)]);
        var even = union.Length <= max ? union : Enumerable.Range(0, max).Select(i => union[(int)(i * ((double)union.Length / max))]).Append(union[^1]);
        return [.. even, .. ends.Where(step => step >= start && step <= end)];
    }

    private static MetricPoint ToPoint(Metric metric) => new(metric.Timestamp, metric.Step, metric.Value);

    private static Metric ToMetric(string key, MetricPoint point) => new(key, point.Value, point.Timestamp, point.Step);

    private async Task<IReadOnlyList<MetricPoint>> HistoryAsync(string runId, string key) => await Metrics.GetHistoryAsync(Workspace, runId, key, Stop);
}
