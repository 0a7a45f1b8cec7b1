using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Import;

public sealed class PostgreSqlImportAuthTests() : ImportAuthContract(static () => new PostgreSqlStores());

public sealed class PostgreSqlImportTraceTests() : ImportTraceContract(static () => new PostgreSqlStores());

public sealed class PostgreSqlImportWebhookTests() : ImportWebhookContract(static () => new PostgreSqlStores());

public sealed class PostgreSqlImportInspectionTests() : ImportInspectionContract(static () => new PostgreSqlStores());

public sealed class PostgreSqlImportTests() : ImportStoreContract(static () => new PostgreSqlStores())
{
    [Fact]
    public async Task Points_of_experiments_lie_in_the_partition_of_the_month_in_which_they_were_created()
    {
        var source = MlflowDatabase.Create(
            Folder.FullName, more: "UPDATE experiments SET creation_time = 1612137600000 WHERE experiment_id = 1; UPDATE experiments SET creation_time = NULL WHERE experiment_id = 2");
        Assert.All(await ImportAsync(source), table => Assert.True(table.IsComplete, table.ToString()));
        var groups = await Stores.Database.ReadAsync(
            session => session.QueryAsync("SELECT metric_group, current_metric_group() FROM experiments WHERE id IN @0 ORDER BY id", static row => (row.GetInt64(0), row.GetInt64(1)), [(long[])[1, 2]]), Stop);
        Assert.Equal((14, groups[1].Item2), (groups[0].Item1, groups[1].Item1));
        Assert.True(await Stores.Database.ReadAsync(session => session.QueryInt64Async("SELECT count(*) FROM metric_chunks_14", []), Stop) > 0);
    }
}
