using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Sqlite;

/// <summary>
/// How the engine goes about the searches that must stay quick among a million runs: by an index, without sorting what it does not show.
/// </summary>
public sealed class SearchPlanTests(SqliteStores few, SqliteOrderedSearchTests.Stores many) : TrackingContract(few), IClassFixture<SqliteStores>, IClassFixture<SqliteOrderedSearchTests.Stores>
{
    [Fact]
    public async Task A_page_of_the_newest_runs_is_read_from_an_index() => Assert.Equal(
        ["SEARCH r USING COVERING INDEX ix_runs_page (experiment_id=? AND lifecycle_stage=?)"],
        await PlanAsync(many, "", []));

    [Fact]
    public async Task A_filter_that_finds_much_is_asked_of_the_newest_runs_one_by_one() => Assert.Equal(
        [
            "SEARCH r USING COVERING INDEX ix_runs_page (experiment_id=? AND lifecycle_stage=?)",
            "CORRELATED SCALAR SUBQUERY 1",
            "SEARCH x USING PRIMARY KEY (run=? AND key_id=?)",
        ],
        await PlanAsync(many, "params.lr = '0.1'", []));

    [Fact]
    public async Task A_metric_that_is_bounded_and_ordered_by_is_read_in_its_order() => Assert.Equal(
        [
            "SEARCH d USING COVERING INDEX ix_latest_metrics_value (experiment_id=? AND key_id=? AND is_nan=? AND value>?)",
            "CORRELATED SCALAR SUBQUERY 1",
            "SEARCH x USING PRIMARY KEY (run=? AND key_id=?)",
            "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)",
            "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY",
        ],
        await PlanAsync(many, "metrics.acc > 0.9 AND params.lr = '0.1'", ["metrics.acc DESC"]));

    [Fact]
    public async Task A_metric_that_is_only_ordered_by_is_read_in_its_order_too() => Assert.Equal(
        [
            "SEARCH d USING COVERING INDEX ix_latest_metrics_value (experiment_id=? AND key_id=? AND is_nan=?)",
            "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)",
            "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY",
        ],
        await PlanAsync(many, "", ["metrics.acc"]));

    [Fact]
    public async Task A_filter_on_another_metric_is_asked_of_the_runs_in_order_one_by_one() => Assert.Equal(
        [
            "SEARCH d USING COVERING INDEX ix_latest_metrics_value (experiment_id=? AND key_id=? AND is_nan=?)",
            "CORRELATED SCALAR SUBQUERY 1",
            "SEARCH x USING PRIMARY KEY (run=? AND key_id=?)",
            "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)",
            "USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY",
        ],
        await PlanAsync(many, "metrics.loss < 0.5", ["metrics.acc DESC"]));

    [Theory]
    [InlineData("params.lr = '0.1'", "SEARCH d USING INDEX ix_params_value (key_id=? AND <expr>=?)")]
    [InlineData("tags.team = 'a'", "SEARCH d USING INDEX ix_tags_value (key_id=? AND <expr>=?)")]
    [InlineData("metrics.acc > 0.9", "SEARCH d USING COVERING INDEX ix_latest_metrics_value (experiment_id=? AND key_id=? AND is_nan=? AND value>?)")]
    [InlineData("metrics.acc < 0.9", "SEARCH d USING COVERING INDEX ix_latest_metrics_value (experiment_id=? AND key_id=? AND is_nan=? AND value<?)")]
    public async Task A_filter_that_finds_little_is_looked_up(string filter, string lookup) =>
        Assert.Equal([lookup, "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)", "USE TEMP B-TREE FOR ORDER BY"], await PlanAsync(few, filter, []));

    private async Task<List<string>> PlanAsync(SqliteStores stores, string filter, string[] orders)
    {
        var experiment = await stores.Experiments.CreateAsync(Workspace, new(Guid.NewGuid().ToString("N"), null, []), Stop);
        var run = await stores.Runs.CreateAsync(Workspace, new NewRun(experiment, "run", "user", 1, [new Tag("team", "a")]), Stop);
        await stores.Runs.LogBatchAsync(Workspace, run.Info.RunId, new RunBatch([new Metric("acc", 0.95, 1, 1)], [new Param("lr", "0.1")], []), Stop);
        var search = new RunQuery([experiment], RunSearch.ParseFilter(filter).Comparisons, RunSearch.ParseOrderBy(orders), ViewType.ActiveOnly, 100, 0);
        return await stores.Database.ReadAsync(
            async session =>
            {
                var workspace = await session.QueryInt64Async("SELECT workspace_id FROM runs WHERE run_id = @0", [run.Info.RunId]);
                var query = await stores.Finder.FirstQueryAsync(session, search, workspace!.Value);
                return await session.QueryAsync("EXPLAIN QUERY PLAN " + query!.Text, static row => row.GetString(3), query.Parameters);
            },
            Stop);
    }
}
