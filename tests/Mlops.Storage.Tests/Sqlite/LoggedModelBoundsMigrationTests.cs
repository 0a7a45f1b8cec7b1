using Microsoft.Data.Sqlite;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Sqlite;

public sealed class LoggedModelBoundsMigrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NaN_that_an_older_version_counted_as_0_leaves_the_bounds_of_a_series()
    {
        await using var stores = new SqliteStores();
        var experimentId = await stores.Experiments.CreateAsync("", new NewExperiment("e", null, []), Stop);
        var run = await stores.Runs.CreateAsync("", new NewRun(experimentId, "r", "u", 1, []), Stop);
        var model = await stores.LoggedModels.CreateAsync("", new NewLoggedModel(experimentId, "m", "", "", [], []), Stop);
        Metric[] points = [.. ((double[])[double.NaN, 3, 5]).Select((value, step) => new Metric("loss", value, 1, step) { ModelId = model.Info.ModelId })];
        await stores.Runs.LogBatchAsync("", run.Info.RunId, new RunBatch(points, [], []), Stop);
        await ExecuteAsync(stores.Path, """
            UPDATE logged_model_series SET min_value = 0;
            ALTER TABLE logged_model_series DROP COLUMN has_nan;
            DELETE FROM SchemaVersions WHERE ScriptName LIKE '%0015_logged_model_nan%';
            """);
        await stores.ReopenAsync();

        Assert.False(await FindsAsync("metrics.loss < 3"));
        Assert.True(await FindsAsync("metrics.loss <= 3"));
        Assert.True(await FindsAsync("metrics.loss > 4"));

        async Task<bool> FindsAsync(string filter)
        {
            var query = new LoggedModelQuery(
                new LoggedModelPageToken([experimentId], filter, null), LoggedModelSearch.ParseFilter(filter).Comparisons, [], [], 10, 0);
            return (await stores.LoggedModels.SearchAsync("", query, Stop)).Items.Count > 0;
        }
    }

    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
