using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Tests.PostgreSql;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>
/// The stores on a PostgreSQL database of their own. A contract runs on it by one line, beside SQLite's:
/// <code>
/// public sealed class PostgreSqlRunStoreTests(PostgreSqlStores stores) : RunStoreContract(stores), IClassFixture&lt;PostgreSqlStores&gt;;
/// </code>
/// A contract that needs another port gets it from <see cref="TrackingStores"/>, which serves every engine. Where PostgreSQL is not
/// installed, the first store that a test asks for skips the test and says why.
/// </summary>
public sealed class PostgreSqlStores : TrackingStores, IAsyncLifetime
{
    private ServiceProvider? _services;
    private string? _missing;

    /// <summary>Where the database is.</summary>
    public string ConnectionString { get; private set; } = "";

    protected override IServiceProvider Services
    {
        get
        {
            Assert.SkipWhen(_missing is not null, _missing ?? "");
            return _services!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _missing = PostgreSqlPrograms.Find().Missing;
        if (_missing is null)
        {
            ConnectionString = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
            _services = Open(ConnectionString, Time);
        }
    }

    public override async Task ReopenAsync()
    {
        await DisposeAsync();
        _services = Open(ConnectionString, Time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    /// <summary>The services of a host on a database.</summary>
    internal static ServiceProvider Open(string connectionString, TimeProvider time) => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton(time)
        .AddMlopsPostgreSql(options => options.ConnectionString = connectionString)
        .BuildServiceProvider();
}
