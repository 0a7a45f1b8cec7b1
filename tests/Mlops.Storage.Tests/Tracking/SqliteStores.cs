using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>The stores on a SQLite file of their own.</summary>
public class SqliteStores : TrackingStores, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-sqlite-");
    private ServiceProvider _services;

    public SqliteStores() => _services = Open();

    public string Path => System.IO.Path.Combine(_folder.FullName, "mlops.db");

    protected override IServiceProvider Services => _services;

    public override async Task ReopenAsync()
    {
        await _services.DisposeAsync();
        _services = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>How many rows a search looks up and sorts rather than going through an order.</summary>
    protected virtual int Few => 1000;

    private ServiceProvider Open() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton(services => new RunSearcher(services.GetRequiredService<KeyTable>(), services.GetRequiredService<TimeProvider>()) { Few = Few })
        .AddMlopsSqlite(options =>
        {
            options.Path = Path;
            options.BusyTimeout = TimeSpan.FromMilliseconds(50);
        })
        .BuildServiceProvider();
}
