using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>Opens the database at the start of a host, rather than at the first request: what is wrong with it ends the start.</summary>
/// <param name="services">Asked at the start only: by then all options have been validated.</param>
internal sealed class SqliteStartup(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<IRelationalDatabase>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
