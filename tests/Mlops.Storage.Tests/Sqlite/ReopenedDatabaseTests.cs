using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Tests.Sqlite;

public sealed class ReopenedDatabaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_series_goes_on_after_the_file_was_closed_and_opened()
    {
        await using var stores = new SqliteStores();
        var experimentId = await stores.Experiments.CreateAsync("group/project", new NewExperiment("e", null, [new Tag("a", "1")]), Stop);
        var run = await stores.Runs.CreateAsync("group/project", new NewRun(experimentId, "r", "u", 1, []), Stop);
        var runId = run.Info.RunId;
        for (var part = 0; part < 3; part++)
        {
            await Task.WhenAll(Enumerable.Range(100 * part, 100).Select(async i =>
                await stores.Runs.LogBatchAsync("group/project", runId, new RunBatch([new Metric("m", i, i, i)], [], []), Stop)));
            await stores.ReopenAsync();
        }

        Assert.Equal(
            Enumerable.Range(0, 300).Select(i => new MetricPoint(i, i, i)),
            await stores.Metrics.GetHistoryAsync("group/project", runId, "m", Stop));
        Assert.Equal([new Metric("m", 299, 299, 299)], (await stores.Runs.GetAsync("group/project", runId, Stop)).Data.Metrics);
        Assert.Equal("e", (await stores.Experiments.GetAsync("group/project", experimentId, Stop)).Name);
    }

    [Fact]
    public async Task What_is_asked_for_while_the_file_closes_is_written_or_refused_but_never_left_waiting()
    {
        await using var stores = new SqliteStores();
        var experimentId = await stores.Experiments.CreateAsync("", new NewExperiment("e", null, []), Stop);
        var experiments = stores.Experiments;
        var writes = Enumerable.Range(0, 200).Select(i => Task.Run(async () => await experiments.SetTagAsync("", experimentId, $"t{i}", "", Stop), Stop)).ToArray();
        await stores.ReopenAsync();
        await Task.WhenAll(writes).ContinueWith(_ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
        var kept = (await stores.Experiments.GetAsync("", experimentId, Stop)).Tags.Select(tag => tag.Key).ToHashSet();
        Assert.Equal(Enumerable.Range(0, 200).Where(i => writes[i].IsCompletedSuccessfully).Select(i => $"t{i}").ToHashSet(), kept);
        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully || write.Exception!.InnerException is ObjectDisposedException));
    }
}
