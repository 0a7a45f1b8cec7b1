using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Tests.PostgreSql;

/// <summary>Small rows of a series are packed beside the logging; rows that are not small stay as they are.</summary>
public sealed class SeriesPackingTests(PostgreSqlStores stores) : TrackingContract(stores), IClassFixture<PostgreSqlStores>
{
    private const int Logged = 300;

    [Fact]
    public async Task A_series_logged_point_by_point_is_packed_and_loses_nothing()
    {
        var run = await CreateRunAsync();
        for (var step = 0; step < Logged; step++)
        {
            await LogAsync(run, step, 1);
        }

        for (var tries = 0; await RowsAsync(run) > Logged - 128 && tries < 300; tries++)
        {
            await Task.Delay(100, Stop);
        }

        Assert.InRange(await RowsAsync(run), 1, Logged - 128);
        Assert.Equal(Enumerable.Range(0, Logged).Select(static step => (long)step), (await stores.Metrics.GetHistoryAsync(Workspace, run, "m", Stop)).Select(static point => point.Step));
    }

    [Fact]
    public async Task Rows_of_many_points_are_not_written_again()
    {
        var run = await CreateRunAsync();
        for (var batch = 0; batch < 130; batch++)
        {
            await LogAsync(run, 100 * batch, 100);
        }

        await LogAsync(run, 13_000, 1);
        Assert.Equal(131, await RowsAsync(run));
        Assert.Equal(13_001, (await stores.Metrics.GetHistoryAsync(Workspace, run, "m", Stop)).Count);
    }

    private async Task LogAsync(string run, int step, int points) => await stores.Runs.LogBatchAsync(
        Workspace, run, new RunBatch([.. Enumerable.Range(step, points).Select(static step => new Metric("m", step * 0.5, 1000 + step, step))], [], []), Stop);

    private async Task<long> RowsAsync(string run) => await stores.Database.ReadAsync(
        async session => await session.QueryInt64Async("SELECT count(*) FROM metric_chunks c JOIN runs r ON r.id = c.run WHERE r.run_id = @0", [run]) ?? 0, Stop);
}
