using System.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Storage.Relational;
using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>
/// A PostgreSQL database that any number of hosts may share. Units of work are written as if each were alone: what they change runs
/// serializable, and again where the engine says that it met another.
/// </summary>
internal sealed class PostgreSqlDatabase : IRelationalDatabase, IAsyncDisposable
{
    private const int MaxRuns = 24;
    private const int RunsBeforeTakingTurns = 2;
    private const int Writers = 4;
    // Of those that run side by side only where many requests wait, some may wait for a connection.
    private const int Groups = 3;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _byIndex;
    private readonly PostgreSqlSchema _schema;
    private readonly TimeSpan _patience;
    // Waiting for a slot here costs less than a serialization failure or a lock wait in the database.
    private readonly SemaphoreSlim _readers;
    private readonly SemaphoreSlim _readersByIndex;
    private readonly SemaphoreSlim _writers = new(Writers);
    private readonly SemaphoreSlim _turn = new(1);

    public PostgreSqlDatabase(IOptions<PostgreSqlStorageOptions> options, ILogger<PostgreSqlDatabase> logger)
    {
        _source = PostgreSqlConnections.Open(options.Value);
        _byIndex = PostgreSqlConnections.OpenByIndex(options.Value);
        _patience = options.Value.CommandTimeout;
        var connections = PostgreSqlConnections.EachPool(options.Value);
        _readers = new SemaphoreSlim(Math.Max(1, connections - Writers));
        _readersByIndex = new SemaphoreSlim(Math.Max(1, connections - Groups));
        _schema = new PostgreSqlSchema(options.Value, logger);
    }

    public ValueTask<T> ReadAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        QueueAsync(_source, _readers, IsolationLevel.RepeatableRead, work, cancellationToken);

    public ValueTask<T> ReadByIndexAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        QueueAsync(_byIndex, _readersByIndex, IsolationLevel.RepeatableRead, work, cancellationToken);

    public ValueTask<T> WriteAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        QueueAsync(_source, _writers, IsolationLevel.Serializable, work, cancellationToken);

    /// <summary>Opens a connection for the statement of a group, which needs no unit of work; the schema is there.</summary>
    public async ValueTask<NpgsqlConnection> OpenForGroupAsync(CancellationToken cancellationToken)
    {
        await _schema.EnsureAsync(cancellationToken);
        return await _byIndex.OpenConnectionAsync(cancellationToken);
    }

    /// <summary>Clears the idle connections of the pools: one of them was broken, so the others may be.</summary>
    public void ForgetConnections()
    {
        _source.Clear();
        _byIndex.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _byIndex.DisposeAsync();
        _schema.Dispose();
        _turn.Dispose();
        _readers.Dispose();
        _readersByIndex.Dispose();
        _writers.Dispose();
    }

    private async ValueTask<T> QueueAsync<T>(
        NpgsqlDataSource source, SemaphoreSlim places, IsolationLevel isolation, Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await _schema.EnsureAsync(cancellationToken);
        if (!await places.WaitAsync(_patience, cancellationToken))
        {
            throw new StorageException(StorageFailure.Unavailable, "The database is busy; try again.");
        }

        try
        {
            return await RunAsync(source, isolation, work, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private async ValueTask<T> RunAsync<T>(
        NpgsqlDataSource source, IsolationLevel isolation, Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            // After repeated serialization failures or deadlocks the retries of this host run one at a time.
            var takesTurns = run > RunsBeforeTakingTurns;
            if (takesTurns)
            {
                await _turn.WaitAsync(cancellationToken);
            }

            try
            {
                return await RunOnceAsync(source, isolation, work, cancellationToken);
            }
            catch (UncommittedException error) when (run < MaxRuns && PostgreSqlErrors.IsCollision(error.InnerException!))
            {
                await Task.Delay(Random.Shared.Next(Math.Min(50, 2 << run)), cancellationToken);
            }
            catch (UncommittedException error) when (run < 3 && PostgreSqlErrors.IsDisconnection(error.InnerException!))
            {
                // A connection of the pool may have died long ago; a new one tells whether the database is there.
                ForgetConnections();
            }
            catch (UncommittedException error)
            {
                throw PostgreSqlErrors.TranslateOfStatement(error.InnerException!);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                throw PostgreSqlErrors.Translate(error);
            }
            finally
            {
                if (takesTurns)
                {
                    _turn.Release();
                }
            }
        }
    }

    private static async ValueTask<T> RunOnceAsync<T>(
        NpgsqlDataSource source, IsolationLevel isolation, Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        T result;
        NpgsqlTransaction transaction;
        try
        {
            // Sent with the first statement. A disconnected client cancels a read; a write that has begun is not undone by it.
            transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
            result = await work(new PostgreSqlSession(connection, isolation == IsolationLevel.Serializable ? CancellationToken.None : cancellationToken));
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.Text.EncoderFallbackException)
        {
            throw new UncommittedException(error);
        }

        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (PostgresException error)
        {
            // The engine refused; had it been cut off instead, nobody would know.
            throw new UncommittedException(error);
        }

        return result;
    }

    /// <summary>A failure that certainly left nothing behind.</summary>
    private sealed class UncommittedException(Exception cause) : Exception(cause.Message, cause);
}
