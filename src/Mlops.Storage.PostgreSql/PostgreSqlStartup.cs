using Microsoft.Extensions.Hosting;
using Mlops.Storage.Relational;

namespace Mlops.Storage.PostgreSql;

/// <summary>
/// Brings the schema up to date as the host starts. A database that is away just now does not keep the host from starting; wrong
/// credentials do.
/// </summary>
internal sealed class PostgreSqlStartup(IRelationalDatabase database) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.ReadAsync(static _ => ValueTask.FromResult(true), cancellationToken);
        }
        catch (StorageException)
        {
            // It is in the log. Requests are answered with 503 until the database is there.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
