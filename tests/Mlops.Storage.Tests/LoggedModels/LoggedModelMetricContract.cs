using CsCheck;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.LoggedModels;

/// <summary>How metric points that name a logged model are kept with run and model (protocol 3.6, metrics).</summary>
public abstract class LoggedModelMetricContract(TrackingStores stores) : LoggedModelContract(stores)
{
    [Fact]
    public async Task A_point_with_a_model_is_kept_by_the_run_and_by_the_model()
    {
        var runId = await CreateRunAsync();
        var modelId = await CreateModelAsync("0");
        var point = On(modelId, "acc", 0.5, timestamp: 7, step: 3, dataset: "irises", digest: "d1");

        await LogMetricsAsync(runId, point, new Metric("loss", 1, 7, 3));

        Assert.Equal([point with { RunId = runId }], (await GetModelAsync(modelId)).Data.Metrics);
        Assert.Equal(["acc", "loss"], (await GetRunAsync(runId)).Data.Metrics.Select(metric => metric.Key).Order());
        Assert.All((await GetRunAsync(runId)).Data.Metrics, metric => Assert.Null(metric.ModelId));
        Assert.Equal([new MetricPoint(7, 3, 0.5)], await Metrics.GetHistoryAsync(Workspace, runId, "acc", Stop));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.MaxValue)]
    public async Task A_point_that_is_logged_again_with_the_model_stays_one_point_of_each(double value)
    {
        var runId = await CreateRunAsync();
        var modelId = await CreateModelAsync("0");
        await LogMetricsAsync(runId, new Metric("m", value, 7, 3));
        await LogMetricsAsync(runId, On(modelId, "m", value, 7, 3), On(modelId, "m", value, 7, 3));
        await LogMetricsAsync(runId, On(modelId, "m", value, 7, 3));

        Assert.Equal([On(modelId, "m", value, 7, 3) with { RunId = runId }], (await GetModelAsync(modelId)).Data.Metrics);
        Assert.Single(await Metrics.GetHistoryAsync(Workspace, runId, "m", Stop));
    }

    [Fact]
    public async Task A_model_keeps_what_differs_in_run_dataset_step_time_or_value()
    {
        var (first, second) = (await CreateRunAsync(), await CreateRunAsync());
        var modelId = await CreateModelAsync("0");
        Metric[] points =
        [
            On(modelId, "a", 1, 1), On(modelId, "a", 2, 1), On(modelId, "a", 1, 2), On(modelId, "a", 1, 2, 1),
            On(modelId, "a", 1, 2, 1, "d"), On(modelId, "a", 1, 2, 1, "d", "1"), On(modelId, "b", 1, 1),
        ];
        await LogMetricsAsync(first, points);
        await LogMetricsAsync(second, points);

        var metrics = (await GetModelAsync(modelId)).Data.Metrics;
        Assert.Equal(2 * points.Length, metrics.Count);
        foreach (var runId in (string[])[first, second])
        {
            Assert.Equal(points.ToHashSet(), metrics.Where(metric => metric.RunId == runId).Select(metric => metric with { RunId = null }).ToHashSet());
        }

        Assert.Equal(metrics.OrderBy(metric => metric.Key).ThenBy(metric => metric.Timestamp).ThenBy(metric => metric.Step), metrics);
    }

    [Fact]
    public async Task One_batch_may_tell_of_several_models()
    {
        var runId = await CreateRunAsync();
        var models = new[] { await CreateModelAsync("0"), await CreateModelAsync("0"), await CreateModelAsync("0") };
        await LogMetricsAsync(runId, [.. models.SelectMany((modelId, i) => new[] { On(modelId, "m", i), On(modelId, "n", -i), new Metric("free", i, 1, i) })]);
        for (var i = 0; i < models.Length; i++)
        {
            Assert.Equal([("m", i), ("n", -i)], (await GetModelAsync(models[i])).Data.Metrics.Select(metric => (metric.Key, (int)metric.Value)));
        }
    }

    [Fact]
    public async Task A_batch_that_names_an_unknown_model_changes_nothing()
    {
        var runId = await CreateRunAsync();
        var modelId = await CreateModelAsync("0");
        var foreign = await CreateModelAsync("0", workspace: NewWorkspace());
        foreach (var unknown in (string[])[UnknownId, foreign])
        {
            await UnknownAsync(() => LogAsync(runId, new RunBatch([On(modelId, "m", 1), On(unknown, "m", 1)], [new Param("p", "1")], [])));
        }

        Assert.Empty((await GetModelAsync(modelId)).Data.Metrics);
        var data = (await GetRunAsync(runId)).Data;
        Assert.Empty(data.Metrics);
        Assert.Empty(data.Params);
    }

    [Fact]
    public async Task A_parameter_conflict_keeps_the_points_from_the_model_too()
    {
        var runId = await CreateRunAsync();
        var modelId = await CreateModelAsync("0");
        await LogParamsAsync(runId, new Param("p", "1"));
        await InvalidAsync(() => LogAsync(runId, new RunBatch([On(modelId, "m", 1)], [new Param("p", "2")], [])));
        Assert.Empty((await GetModelAsync(modelId)).Data.Metrics);
    }

    [Fact]
    public async Task An_empty_model_id_means_none()
    {
        var runId = await CreateRunAsync();
        await LogMetricsAsync(runId, On("", "m", 1));
        Assert.Equal("m", Assert.Single((await GetRunAsync(runId)).Data.Metrics).Key);
    }

    [Fact]
    public async Task Bounds_and_latest_points_follow_whatever_order_points_arrive_in()
    {
        var runId = await CreateRunAsync();
        var experimentId = await CreateExperimentAsync("bounds");
        var points = Gen.Select(Gen.Long[0, 5], Gen.Long[-3, 3], Gen.OneOf(-2.5, -1, 0, 0.5, 7, double.NaN)).Array[1, 12];
        await points.SampleAsync(
            async sample =>
            {
                var modelId = await CreateModelAsync(experimentId, "sampled");
                foreach (var chunk in sample.Chunk(5))
                {
                    await LogMetricsAsync(runId, [.. chunk.Select(point => On(modelId, "m", point.Item3, point.Item1, point.Item2))]);
                }

                var logged = (await GetModelAsync(modelId)).Data.Metrics;
                Assert.Equal(sample.ToHashSet(), logged.Select(metric => (metric.Timestamp, metric.Step, metric.Value)).ToHashSet());
                foreach (var bound in (double[])[-3, -2.5, -1, 0, 0.25, 0.5, 7, 8])
                {
                    foreach (var (op, holds) in (IEnumerable<(string, Func<double, bool>)>)[
                        ("<", v => v < bound), ("<=", v => v <= bound), ("=", v => v == bound), ("!=", v => v != bound), (">=", v => v >= bound), (">", v => v > bound)])
                    {
                        var filter = FormattableString.Invariant($"metrics.m {op} {bound} AND model_id = '{modelId}'");
                        var expected = logged.Any(metric => holds(metric.Value));
                        Assert.True(expected == ((await SearchAsync([experimentId], filter)).Length > 0), filter);
                    }
                }
            },
            iter: 15, threads: 1);
    }
}
