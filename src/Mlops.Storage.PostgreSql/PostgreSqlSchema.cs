using Microsoft.Extensions.Logging;
using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>
/// Sees to it that the schema is up to date before the first unit of work. A host may start while its database is away: it then answers 503
/// until the database is there.
/// </summary>
internal sealed class PostgreSqlSchema(PostgreSqlStorageOptions options, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _ready;
    private Exception? _failure;
    private long _failed;

    public ValueTask EnsureAsync(CancellationToken cancellationToken) => _ready ? default : new(ApplyAsync(cancellationToken));

    public void Dispose() => _turn.Dispose();

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_ready)
            {
                return;
            }

            if (_failure is not null && System.Diagnostics.Stopwatch.GetElapsedTime(_failed) < Pause)
            {
                // A caller that waited meanwhile must not wait for the same attempt again.
                throw PostgreSqlErrors.Translate(_failure);
            }

            await PostgreSqlMigrations.ApplyAsync(options, logger, cancellationToken);
            _failure = null;
            _ready = true;
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            (_failure, _failed) = (error, System.Diagnostics.Stopwatch.GetTimestamp());
            PostgreSqlLog.SchemaFailed(logger, error);
            throw PostgreSqlErrors.Translate(error);
        }
        finally
        {
            _turn.Release();
        }
    }
}
