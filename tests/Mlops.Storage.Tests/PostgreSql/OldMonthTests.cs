using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;
using Npgsql;

namespace Mlops.Storage.Tests.PostgreSql;

/// <summary>
/// Old experiments are dropped cheaply, by the very files of <c>deploy/postgresql</c> that docs/scaling.md tells operators to run.
/// </summary>
public sealed class OldMonthTests : IAsyncLifetime
{
    private const string Old = "78";
    private const long OldTime = 1_780_000_000_000;
    private const int Points = 3000;
    private string _database = "";
    private NpgsqlDataSource? _sql;
    private ServiceProvider? _host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IExperimentStore Experiments => _host!.GetRequiredService<IExperimentStore>();

    private IRunStore Runs => _host!.GetRequiredService<IRunStore>();

    public async ValueTask InitializeAsync()
    {
        _database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        _sql = NpgsqlDataSource.Create(_database);
        _host = PostgreSqlStores.Open(_database, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            await _sql!.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_month_goes_with_its_runs_and_the_other_stays_whole()
    {
        var (oldExperiment, oldRun) = await FillOldAsync(OldTime);
        var (newExperiment, newRun) = await FillNewAsync();
        var before = await SeenAsync(newExperiment, newRun);
        await ForbidDeletingPointsAsync();

        await RunAsync("drop-month-runs.sql");
        await RunAsync("drop-month-points.sql");

        // One host remembers the run, the other never heard of it.
        await using var other = PostgreSqlStores.Open(_database, TimeProvider.System);
        foreach (var host in (ServiceProvider[])[_host!, other])
        {
            var (runs, metrics) = (host.GetRequiredService<IRunStore>(), host.GetRequiredService<IMetricStore>());
            await UnknownAsync(async () => await runs.GetAsync("", oldRun, Stop));
            await UnknownAsync(async () => await metrics.GetHistoryAsync("", oldRun, "loss", Stop));
            await UnknownAsync(async () => await runs.LogBatchAsync("", oldRun, new RunBatch([new Metric("loss", 1, 1, 1)], [], []), Stop));
            await UnknownAsync(async () => await runs.LogBatchAsync("", oldRun, new RunBatch([], [new Param("p", "2")], [new Tag("t", "2")]), Stop));
            Assert.Equal([newRun], (await SearchAsync(runs, [oldExperiment, newExperiment])).Select(run => run.Info.RunId));
            Assert.Equal([newRun], (await SearchAsync(runs, [oldExperiment, newExperiment], "metrics.loss >= 0")).Select(run => run.Info.RunId));
            Assert.Empty(await SearchAsync(runs, [oldExperiment], "params.p = '1'"));
        }

        Assert.Equivalent(before, await SeenAsync(newExperiment, newRun), strict: true);
        Assert.Equal(LifecycleStage.Deleted, (await Experiments.GetAsync("", oldExperiment, Stop)).LifecycleStage);
        Assert.Equal(LifecycleStage.Active, (await Experiments.GetAsync("", "0", Stop)).LifecycleStage);
        foreach (var table in (string[])["metric_chunks", "latest_metrics", "params", "tags"])
        {
            Assert.Equal(0L, await QueryAsync($"SELECT count(*) FROM {table} WHERE run >= {Old}::bigint << 40 AND run < ({Old} + 1)::bigint << 40"));
        }

        // Whoever wants the experiment back may go on with it.
        await Experiments.SetLifecycleStageAsync("", oldExperiment, LifecycleStage.Active, Stop);
        var again = await LogAsync(oldExperiment, 5, OldTime);
        Assert.Equal(5, (await HistoryAsync(again)).Count);
    }

    [Fact]
    public async Task Points_alone_may_go_and_the_runs_stay()
    {
        var (experiment, run) = await FillOldAsync(OldTime);
        var (seen, found, history) = await SeenAsync(experiment, run);
        Assert.Equal(Points, history.Count);
        await ForbidDeletingPointsAsync();

        await RunAsync("drop-month-points.sql");

        var (seenAfter, foundAfter, historyAfter) = await SeenAsync(experiment, run);
        Assert.Empty(historyAfter);
        Assert.Equivalent(seen, seenAfter, strict: true);
        Assert.Equivalent(found, foundAfter, strict: true);
        await Runs.LogBatchAsync("", run, new RunBatch([new Metric("loss", 1, OldTime, Points)], [], []), Stop);
        Assert.Single(await HistoryAsync(run));
    }

    [Fact]
    public async Task Dropping_points_deletes_no_row_and_a_file_can_be_run_for_the_same_month_again()
    {
        await FillOldAsync(OldTime);
        await ForbidDeletingPointsAsync();
        var partition = await QueryAsync($"SELECT 'metric_chunks_{Old}'::regclass::oid");

        await RunAsync("drop-month-points.sql");
        await RunAsync("drop-month-points.sql");

        Assert.NotEqual(partition, await QueryAsync($"SELECT 'metric_chunks_{Old}'::regclass::oid"));
        Assert.Equal(0L, await QueryAsync($"SELECT count(*) FROM pg_class WHERE oid = {partition}"));

        // The instrument works: point by point would not have gone.
        await FillOldAsync(OldTime);
        await Assert.ThrowsAsync<PostgresException>(() => QueryAsync($"DELETE FROM metric_chunks WHERE run >= {Old}::bigint << 40"));
    }

    [Fact]
    public async Task While_a_partition_is_exchanged_its_points_are_to_be_sent_again()
    {
        var (_, run) = await FillOldAsync(OldTime);
        await QueryAsync($"ALTER TABLE metric_chunks DETACH PARTITION metric_chunks_{Old}");
        var refusal = await Assert.ThrowsAsync<StorageException>(async () =>
            await Runs.LogBatchAsync("", run, new RunBatch([new Metric("loss", 1, OldTime, Points)], [], []), Stop));
        Assert.Equal(StorageFailure.Unavailable, refusal.Failure);

        await QueryAsync($"ALTER TABLE metric_chunks ATTACH PARTITION metric_chunks_{Old} FOR VALUES FROM ({78L << 40}) TO ({79L << 40})");
        await Runs.LogBatchAsync("", run, new RunBatch([new Metric("loss", 1, OldTime, Points)], [], []), Stop);
        Assert.Equal(Points + 1, (await HistoryAsync(run)).Count);
    }

    [Theory]
    [InlineData("drop-month-runs.sql")]
    [InlineData("drop-month-points.sql")]
    public async Task A_month_whose_experiments_are_still_used_is_left_alone(string file)
    {
        var (experiment, run) = await FillOldAsync(DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeMilliseconds());
        var before = await SeenAsync(experiment, run);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(file));

        Assert.Contains("still in use", refusal.MessageText, StringComparison.Ordinal);
        Assert.Equivalent(before, await SeenAsync(experiment, run), strict: true);
        Assert.Equal(LifecycleStage.Active, (await Experiments.GetAsync("", experiment, Stop)).LifecycleStage);
    }

    [Fact]
    public async Task New_runs_of_an_experiment_that_was_moved_to_this_month_outlive_its_old_month()
    {
        var (experiment, oldRun) = await FillOldAsync(OldTime);
        await QueryAsync($"UPDATE experiments SET metric_group = current_metric_group() WHERE id = {experiment}");
        var newRun = await LogAsync(experiment, 5, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

        await RunAsync("drop-month-runs.sql");
        await RunAsync("drop-month-points.sql");

        await UnknownAsync(async () => await Runs.GetAsync("", oldRun, Stop));
        Assert.Equal(5, (await HistoryAsync(newRun)).Count);
        Assert.Equal([newRun], (await SearchAsync(Runs, [experiment])).Select(run => run.Info.RunId));
    }

    private static async Task UnknownAsync(Func<Task> request) =>
        Assert.Equal(ErrorCode.ResourceDoesNotExist, (await Assert.ThrowsAsync<MlflowException>(request)).ErrorCode);

    private static async Task<IReadOnlyList<Run>> SearchAsync(IRunStore runs, string[] experiments, string filter = "") =>
        (await runs.SearchAsync("", new RunQuery(experiments, RunSearch.ParseFilter(filter).Comparisons, [], ViewType.All, 1000, 0), Stop)).Items;

    /// <summary>An experiment as the import adds those of earlier months.</summary>
    private async Task<(string Experiment, string Run)> FillOldAsync(long start)
    {
        var id = await QueryAsync(
            $"""
            INSERT INTO experiments (workspace_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, metric_group)
            VALUES (1, '{Guid.NewGuid()}', 'mlflow-artifacts:/old', 0, {OldTime}, {OldTime}, {Old}) RETURNING id
            """);
        var experiment = string.Create(CultureInfo.InvariantCulture, $"{id}");
        return (experiment, await LogAsync(experiment, Points, start));
    }

    private async Task<(string Experiment, string Run)> FillNewAsync()
    {
        var experiment = await Experiments.CreateAsync("", new NewExperiment("new", null, []), Stop);
        return (experiment, await LogAsync(experiment, Points, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
    }

    private async Task<string> LogAsync(string experiment, int points, long start)
    {
        var run = (await Runs.CreateAsync("", new NewRun(experiment, "r", "u", start, [new Tag("t", "1")]), Stop)).Info.RunId;
        foreach (var steps in Enumerable.Range(0, points).Chunk(500))
        {
            await Runs.LogBatchAsync("", run, new RunBatch([.. steps.Select(step => new Metric("loss", step * 0.5, start + step, step))], [new Param("p", "1")], []), Stop);
        }

        return run;
    }

    private async Task<(Run Run, IReadOnlyList<Run> Found, IReadOnlyList<MetricPoint> History)> SeenAsync(string experiment, string run) =>
        (await Runs.GetAsync("", run, Stop), await SearchAsync(Runs, [experiment], "metrics.loss > 1 and params.p = '1'"), await HistoryAsync(run));

    private async Task<IReadOnlyList<MetricPoint>> HistoryAsync(string run) =>
        await _host!.GetRequiredService<IMetricStore>().GetHistoryAsync("", run, "loss", Stop);

    private async Task ForbidDeletingPointsAsync()
    {
        await QueryAsync("CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Points go one by one.'; END $$");
        await QueryAsync("CREATE TRIGGER forbid BEFORE DELETE ON metric_chunks FOR EACH ROW EXECUTE FUNCTION forbid()");
    }

    /// <summary>Runs a file as psql does: one statement after the other, each a transaction of its own. Blank lines part them.</summary>
    private async Task RunAsync(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "deploy", file), Stop);
        await using var connection = await _sql!.OpenConnectionAsync(Stop);
        foreach (var statement in text.Replace(":'month'", $"'{Old}'", StringComparison.Ordinal).Replace(":month", Old, StringComparison.Ordinal).Split("\n\n"))
        {
#pragma warning disable CA2100 // The files of this repository.
            await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    private async Task<object?> QueryAsync(string sql)
    {
        await using var command = _sql!.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }
}
