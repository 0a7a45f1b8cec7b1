using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Storage.Relational;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;

namespace Mlops.Storage.Tests.Relational;

/// <summary>No engine works on for nobody, nor for ever, and none keeps a connection for who has left.</summary>
public abstract class StatementLimitContract : IAsyncLifetime
{
    // Takes an engine minutes.
    private const string Endless = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 2000000000) SELECT count(*) FROM c";
    private ServiceProvider _services = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IRelationalDatabase Database => _services.GetRequiredService<IRelationalDatabase>();

    /// <summary>Adds an engine whose statements may take a second.</summary>
    protected abstract Task AddAsync(IServiceCollection services);

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<TimeProvider>(new ManualTime());
        await AddAsync(services);
        _services = services.BuildServiceProvider();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_long_query_ends_when_its_caller_leaves_and_its_connection_serves_others()
    {
        for (var round = 0; round < 2; round++)
        {
            using var leaves = new CancellationTokenSource();
            var reads = Enumerable.Range(0, 30).Select(_ => Task.Run(() => ReadAsync(Endless, leaves.Token), Stop)).ToArray();
            leaves.CancelAfter(TimeSpan.FromMilliseconds(150));
            foreach (var read in reads)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            }
        }

        Assert.Equal(Enumerable.Repeat<long?>(7, 60), await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => ReadAsync("SELECT 7", Stop)))));
    }

    [Fact]
    public async Task A_query_that_takes_longer_than_the_options_allow_is_given_up_with_the_options_name()
    {
        var error = await Assert.ThrowsAsync<StorageException>(() => Task.Run(() => ReadAsync(Endless, Stop), Stop));

        Assert.Equal(StorageFailure.TooLong, error.Failure);
        Assert.Contains("CommandTimeout", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, await ReadAsync("SELECT 7", Stop));
    }

    [Fact]
    public async Task Writing_that_takes_too_long_is_undone_and_those_that_came_with_it_are_not()
    {
        await Database.WriteAsync(static session => session.ExecuteAsync("CREATE TABLE limited (n BIGINT)"), Stop);
        var writes = Enumerable.Range(0, 5).Select(i => Task.Run(
            async () => await Database.WriteAsync(session => session.ExecuteAsync(i == 2 ? $"INSERT INTO limited {Endless}" : $"INSERT INTO limited VALUES ({i})"), Stop), Stop)).ToArray();

        var error = await Assert.ThrowsAsync<StorageException>(() => writes[2]);
        Assert.Equal(StorageFailure.TooLong, error.Failure);
        await Task.WhenAll(writes.Where((_, i) => i != 2));
        Assert.Equal(4, await ReadAsync("SELECT count(*) FROM limited", Stop));
    }

    private async Task<long?> ReadAsync(string sql, CancellationToken stop) => await Database.ReadAsync(session => session.QueryInt64Async(sql, []), stop);
}

public sealed class SqliteStatementLimitTests : StatementLimitContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-limit-");

    protected override Task AddAsync(IServiceCollection services)
    {
        services.AddMlopsSqlite(options =>
        {
            options.Path = Path.Combine(_folder.FullName, "mlops.db");
            options.CommandTimeout = TimeSpan.FromSeconds(1);
        });
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

public sealed class PostgreSqlStatementLimitTests : StatementLimitContract
{
    protected override async Task AddAsync(IServiceCollection services)
    {
        Assert.SkipWhen(PostgreSqlPrograms.Find().Missing is not null, "PostgreSQL is not installed.");
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        services.AddMlopsPostgreSql(options =>
        {
            options.ConnectionString = database;
            options.CommandTimeout = TimeSpan.FromSeconds(1);
        });
    }
}
