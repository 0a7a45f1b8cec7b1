using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Mlops.Storage.Relational;
using SQLitePCL;

namespace Mlops.Storage.Sqlite;

/// <summary>
/// The one writer. It runs whatever waits in a single transaction and answers each request only after the commit that holds it,
/// so that the price of a flush to disk is shared (group commit).
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private readonly WriteQueue _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RelationalSession _session;
    private readonly sqlite3 _handle;
    private readonly ILogger _logger;

    public SqliteWriter(RelationalSession session, ILogger logger)
    {
        _session = session;
        _handle = ((SqliteConnection)session.Connection).Handle!;
        _logger = logger;
        new Thread(Run) { IsBackground = true, Name = "Mlops SQLite writer" }.Start();
    }

    public ValueTask<T> ExecuteAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var request = new WriteRequest<T>(work, cancellationToken);
        _waiting.Add(request);
        return new ValueTask<T>(request.Task);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Close();
        await _ended.Task;
        _session.Dispose();
    }

    private void Run()
    {
        var group = new List<IWriteRequest>();
        try
        {
            while (_waiting.Take(ref group))
            {
                CommitGroup(group);
                group.Clear();
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void CommitGroup(List<IWriteRequest> group)
    {
        try
        {
            Execute("BEGIN IMMEDIATE");
            foreach (var request in group)
            {
                var before = raw.sqlite3_total_changes(_handle);
                request.Run(_session);
                if (request.Failed && raw.sqlite3_total_changes(_handle) != before)
                {
                    // It changed something before it failed: undo the whole group and let each stand alone.
                    Rollback();
                    group.ForEach(CommitAlone);
                    return;
                }
            }

            Execute("COMMIT");
        }
        catch (SqliteException error)
        {
            Rollback();
            var translated = SqliteErrors.Translate(error);
            StorageLog.CommitFailed(_logger, error, group.Count);
            group.ForEach(request => request.Fail(translated));
            return;
        }

        foreach (var request in group)
        {
            request.Complete();
        }
    }

    private void CommitAlone(IWriteRequest request)
    {
        try
        {
            Execute("BEGIN IMMEDIATE");
            request.Run(_session);
            if (request.Failed)
            {
                Rollback();
            }
            else
            {
                Execute("COMMIT");
            }

            request.Complete();
        }
        catch (SqliteException error)
        {
            Rollback();
            StorageLog.CommitFailed(_logger, error, 1);
            request.Fail(SqliteErrors.Translate(error));
        }
    }

    private void Rollback()
    {
        // The engine may have rolled back by itself, as it does on a full disk.
        if (raw.sqlite3_get_autocommit(_handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    private void Execute(string sql)
    {
        SynchronousResult.Of(_session.ExecuteAsync(sql));
    }
}
