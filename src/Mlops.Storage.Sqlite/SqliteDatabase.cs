using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>A SQLite file in WAL mode: one writer that commits many waiting requests at once, and readers beside it.</summary>
internal sealed class SqliteDatabase : IRelationalDatabase, IAsyncDisposable
{
    private readonly SqliteStorageOptions _options;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<SqliteSession> _idleReaders = [];
    private readonly SemaphoreSlim _readers;
    private readonly SqliteFileLock? _lock;
    private bool _disposed;

    public SqliteDatabase(IOptions<SqliteStorageOptions> options, ILogger<SqliteDatabase> logger)
    {
        _options = options.Value;
        PrivateFiles.Prepare(_options.Path);
        _lock = _options.Shared ? null : SqliteFileLock.Take(_options.Path);
        try
        {
            SqliteMigrations.Apply(_options, logger);
            _readers = new SemaphoreSlim(_options.Readers > 0 ? _options.Readers : Environment.ProcessorCount + 1);
            _writer = new SqliteWriter(SqliteConnections.Open(_options, readOnly: false), new WriteLog(_options.Path), _options.CommandTimeout, logger);
        }
        catch
        {
            _lock?.Dispose();
            throw;
        }
    }

    public async ValueTask<T> ReadAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _readers.WaitAsync(cancellationToken);
        try
        {
            if (!_idleReaders.TryTake(out var session))
            {
                session = SqliteErrors.Translate(_options, static options => SqliteConnections.Open(options, readOnly: true));
            }

            try
            {
                session.Execute("BEGIN");
                try
                {
                    session.Watch(_options.CommandTimeout, cancellationToken);
                    return await work(session);
                }
                finally
                {
                    session.EndWatch();
                    SqliteTransaction.End(session);
                }
            }
            catch (Microsoft.Data.Sqlite.SqliteException error)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw SqliteErrors.Translate(error);
            }
            finally
            {
                _idleReaders.Add(session);
            }
        }
        finally
        {
            _readers.Release();
        }
    }

    public ValueTask<T> WriteAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _writer.ExecuteAsync(work, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _writer.DisposeAsync();
        while (_idleReaders.TryTake(out var session))
        {
            session.Dispose();
        }

        _readers.Dispose();
        _lock?.Dispose();
    }
}
