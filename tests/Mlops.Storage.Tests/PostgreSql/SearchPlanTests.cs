using System.Globalization;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.PostgreSql;

/// <summary>
/// PostgreSQL goes through the rows that the search has chosen, also where nobody has counted the tables yet: the hosts of a team that has
/// just filled its database do not wait for the engine's statistics.
/// </summary>
public sealed class SearchPlanTests(PostgreSqlStores stores) : IClassFixture<PostgreSqlStores>
{
    private const int Runs = 5000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "", "ix_runs_page")]
    [InlineData("params.opt = 'adam'", "", "ix_runs_page")]
    [InlineData("metrics.acc > 0.9999 and params.opt = 'adam'", "", "ix_latest_metrics_value")]
    [InlineData("params.seed = '17'", "", "ix_params_value")]
    [InlineData("metrics.acc > 0.5 and params.opt = 'adam'", "metrics.acc DESC", "ix_latest_metrics_value")]
    [InlineData("metrics.loss < 0.5", "metrics.acc DESC", "ix_latest_metrics_value")]
    public async Task A_search_goes_first_through_the_rows_it_has_chosen(string filter, string order, string index)
    {
        var experiment = await FillAsync();
        var search = new RunQuery(
            [experiment], RunSearch.ParseFilter(filter).Comparisons, RunSearch.ParseOrderBy(order.Length == 0 ? [] : [order]), ViewType.ActiveOnly, 100, 0);
        var plan = await stores.Database.ReadByIndexAsync(
            async session =>
            {
                var query = (await stores.Finder.FirstQueryAsync(session, search, 1))!;
                var values = string.Join(", ", query.Parameters.Select(Literal));
                var name = "p" + Guid.NewGuid().ToString("N");
                await session.ExecuteAsync($"PREPARE {name} AS {session.Dialect.Spell(query.Text)}");
                return await session.QueryAsync($"EXPLAIN (COSTS OFF) EXECUTE {name} ({values})", static row => row.GetString(0), []);
            },
            Stop);
        // The plan is a tree whose first leaf is what drives; the plan is the same for all values, so its parameters stay what they are.
        var scans = plan.Where(static line => line.Contains("Scan", StringComparison.Ordinal) && line.Contains(" on ", StringComparison.Ordinal)
            && !line.Contains("Subquery Scan", StringComparison.Ordinal)).ToList();
        Assert.Contains(index, scans[0], StringComparison.Ordinal);
        Assert.All(scans, static scan => Assert.Contains("Index", scan, StringComparison.Ordinal));
        Assert.Contains(plan, static line => line.Contains("$1", StringComparison.Ordinal));
    }

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        long[] numbers => $"'{{{string.Join(',', numbers)}}}'",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>Runs as they are an instant after somebody has logged them all.</summary>
    private async Task<string> FillAsync()
    {
        var experiment = await stores.Experiments.CreateAsync("", new(Guid.NewGuid().ToString("N"), null, []), Stop);
        await stores.Database.WriteAsync(
            async session =>
            {
                foreach (var name in (string[])["acc", "loss", "opt", "seed"])
                {
                    await session.ExecuteAsync("INSERT INTO keys (name) VALUES (@0) ON CONFLICT DO NOTHING", name);
                }

                await session.ExecuteAsync(
                    $"""
                    INSERT INTO runs (run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage)
                    SELECT md5('{experiment}-' || n), 1, {experiment}, 'r' || n, '', 1, n, 'mlflow-artifacts:/1', 0 FROM generate_series(1, {Runs}) n
                    """);
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp)
                    SELECT r.id, k.id, r.experiment_id, r.start_time / {Runs}.0, 0, 1, 1 FROM runs r, keys k WHERE r.experiment_id = {experiment} AND k.name IN ('acc', 'loss')
                    """);
                return await session.ExecuteAsync(
                    $"""
                    INSERT INTO params (run, key_id, value)
                    SELECT r.id, k.id, CASE k.name WHEN 'opt' THEN 'adam' ELSE r.start_time::text END FROM runs r, keys k WHERE r.experiment_id = {experiment} AND k.name IN ('opt', 'seed')
                    """);
            },
            Stop);
        return experiment;
    }
}
