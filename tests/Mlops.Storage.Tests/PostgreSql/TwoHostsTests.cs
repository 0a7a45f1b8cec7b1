using Microsoft.Extensions.DependencyInjection;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Npgsql;

namespace Mlops.Storage.Tests.PostgreSql;

/// <summary>Two hosts, each with services of its own, on one database under load.</summary>
public sealed class TwoHostsTests : IAsyncLifetime
{
    private const string Workspace = "group/project";
    private readonly List<ServiceProvider> _hosts = [];
    private string _database = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        _hosts.Add(PostgreSqlStores.Open(_database, TimeProvider.System));
        _hosts.Add(PostgreSqlStores.Open(_database, TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task No_point_is_lost_or_doubled_when_both_log_to_the_same_series()
    {
        var experimentId = await Experiments(0).CreateAsync(Workspace, new NewExperiment("e", null, []), Stop);
        var runId = (await Runs(0).CreateAsync(Workspace, new NewRun(experimentId, "r", "u", 1, []), Stop)).Info.RunId;

        await EachAsync(400, async (host, i) =>
        {
            // Keys in opposite orders: who locks rows as they come would wait in a circle.
            Metric[] metrics = [.. Enumerable.Range(0, 5).Select(key => new Metric($"m{(host == 0 ? key : 4 - key)}", i, i, (2 * i) + host))];
            await Runs(host).LogBatchAsync(Workspace, runId, new RunBatch(metrics, [], [new Tag($"t{i % 3}", $"{host}")]), Stop);
        });

        for (var key = 0; key < 5; key++)
        {
            var points = await _hosts[1].GetRequiredService<IMetricStore>().GetHistoryAsync(Workspace, runId, $"m{key}", Stop);
            Assert.Equal(800, points.Count);
            Assert.Equal(Enumerable.Range(0, 800).Select(step => (long)step), points.Select(point => point.Step).Order());
        }

        var run = await Runs(0).GetAsync(Workspace, runId, Stop);
        Assert.All(run.Data.Metrics, metric => Assert.Equal(799, metric.Step));
        await NoDeadlockAsync();
    }

    [Fact]
    public async Task Ids_are_unique_and_every_run_is_there_with_its_tags()
    {
        var experimentId = await Experiments(0).CreateAsync(Workspace, new NewExperiment("e", null, []), Stop);
        var created = await EachAsync(150, async (host, i) =>
            (await Runs(host).CreateAsync(Workspace, new NewRun(experimentId, $"r{host}-{i}", "u", i, [new Tag($"new-{i % 20}", $"{host}")]), Stop)).Info.RunId);

        Assert.Equal(300, created.Distinct().Count());
        var found = (await Runs(1).SearchAsync(Workspace, new RunQuery([experimentId], [], [], ViewType.All, 1000, 0), Stop)).Items;
        Assert.Equal(created.Order(StringComparer.Ordinal), found.Select(run => run.Info.RunId).Order(StringComparer.Ordinal));
        Assert.All(found, run => Assert.Single(run.Data.Tags));
        await NoDeadlockAsync();
    }

    [Fact]
    public async Task Of_two_values_of_a_parameter_one_wins_on_both_hosts()
    {
        var experimentId = await Experiments(0).CreateAsync(Workspace, new NewExperiment("e", null, []), Stop);
        var runId = (await Runs(0).CreateAsync(Workspace, new NewRun(experimentId, "r", "u", 1, []), Stop)).Info.RunId;

        var answers = await EachAsync(40, async (host, i) =>
        {
            try
            {
                await Runs(host).LogBatchAsync(Workspace, runId, new RunBatch([], [new Param($"p{i % 4}", $"{host}-{i}")], []), Stop);
                return "written";
            }
            catch (MlflowException refusal)
            {
                return refusal.ErrorCode;
            }
        });

        Assert.Equal(4, answers.Count(answer => answer == "written"));
        Assert.Equal(76, answers.Count(answer => answer == ErrorCode.InvalidParameterValue));
        Assert.Equal(4, (await Runs(1).GetAsync(Workspace, runId, Stop)).Data.Params.Count);
    }

    [Fact]
    public async Task Versions_are_numbered_without_gaps_or_repetitions()
    {
        await _hosts[0].GetRequiredService<IRegisteredModelStore>().CreateAsync(Workspace, new NewRegisteredModel("net", null, []), Stop);

        var numbers = await EachAsync(30, async (host, _) => (await _hosts[host].GetRequiredService<IModelVersionStore>().CreateAsync(
            Workspace, new NewModelVersion { Name = "net", Source = "s", StorageLocation = "s" }, Stop)).Version);

        Assert.Equal(Enumerable.Range(1, 60), numbers.Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).Order());
        await NoDeadlockAsync();
    }

    [Fact]
    public async Task A_run_that_one_host_deletes_is_refused_by_the_other_at_once()
    {
        var experimentId = await Experiments(0).CreateAsync(Workspace, new NewExperiment("e", null, []), Stop);
        var runId = (await Runs(0).CreateAsync(Workspace, new NewRun(experimentId, "r", "u", 1, []), Stop)).Info.RunId;
        await LogAsync(0);

        await Runs(1).SetLifecycleStageAsync(Workspace, runId, LifecycleStage.Deleted, Stop);
        var refusal = await Assert.ThrowsAsync<MlflowException>(() => LogAsync(0));
        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.ErrorCode);
        Assert.Single(await _hosts[0].GetRequiredService<IMetricStore>().GetHistoryAsync(Workspace, runId, "m", Stop));

        await Runs(1).SetLifecycleStageAsync(Workspace, runId, LifecycleStage.Active, Stop);
        await LogAsync(0);

        async Task LogAsync(int host) =>
            await Runs(host).LogBatchAsync(Workspace, runId, new RunBatch([new Metric("m", 1, 1, 1)], [], []), Stop);
    }

    private IExperimentStore Experiments(int host) => _hosts[host].GetRequiredService<IExperimentStore>();

    private IRunStore Runs(int host) => _hosts[host].GetRequiredService<IRunStore>();

    private static Task<bool[]> EachAsync(int count, Func<int, int, Task> workAsync) => EachAsync(count, async (host, i) =>
    {
        await workAsync(host, i);
        return true;
    });

    /// <summary>Lets eight callers of each host do the work, all at once.</summary>
    private static async Task<T[]> EachAsync<T>(int count, Func<int, int, Task<T>> workAsync)
    {
        var callers = Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var answers = new List<T>();
            for (var i = caller / 2; i < count; i += 8)
            {
                answers.Add(await workAsync(caller % 2, i));
            }

            return answers;
        }, Stop));
        return [.. (await Task.WhenAll(callers)).SelectMany(answers => answers)];
    }

    private async Task NoDeadlockAsync()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Stop));
    }
}
