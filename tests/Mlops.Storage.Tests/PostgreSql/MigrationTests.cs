using Microsoft.Extensions.DependencyInjection;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;
using Mlops.Tracking.Experiments;
using Npgsql;

namespace Mlops.Storage.Tests.PostgreSql;

public sealed class MigrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_hosts_that_start_at_once_on_an_empty_database_make_its_schema_once()
    {
        var database = await (await PostgreSqlServer.SharedAsync()).CreateBareDatabaseAsync();
        var hosts = Enumerable.Range(0, 4).Select(_ => PostgreSqlStores.Open(database, TimeProvider.System)).ToList();

        var found = await Task.WhenAll(hosts.Select(host => Task.Run(
            async () => await host.GetRequiredService<IExperimentStore>().GetAsync("", "0", Stop), Stop)));

        Assert.All(found, experiment => Assert.Equal("Default", experiment.Name));
        await using (var source = NpgsqlDataSource.Create(database))
        {
            await using var command = source.CreateCommand("SELECT count(*) - count(DISTINCT scriptname) FROM schemaversions");
            Assert.Equal(0L, await command.ExecuteScalarAsync(Stop));
        }

        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public void Both_engines_have_the_same_numbered_scripts()
    {
        Assert.NotEmpty(Scripts(typeof(SqliteStorageServices)));
        Assert.Equal(Scripts(typeof(SqliteStorageServices)), Scripts(typeof(PostgreSqlStorageServices)));

        static string[] Scripts(Type engine) =>
        [
            .. engine.Assembly.GetManifestResourceNames().Select(name => name[(engine.Assembly.GetName().Name!.Length + 1)..])
                .Where(name => name.StartsWith("Migrations.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
    }
}
