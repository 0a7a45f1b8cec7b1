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
                if (request.Failed && (!SqliteTransaction.IsOpen(_session) || raw.sqlite3_total_changes(_handle) != before))
                {
                    // It changed something before it failed, or the engine undid the transaction (as on a full disk):
                    // undo the whole group and let each stand alone.
                    Rollback();
                    group.ForEach(CommitAlone);
                    return;
                }
            }

            Execute("COMMIT");
        }
#pragma warning disable CA1031 // The one writer outlives whatever happens to a group.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(group, error);
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
#pragma warning disable CA1031 // The one writer outlives whatever happens to a request.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail([request], error);
        }
    }

    private void Fail(List<IWriteRequest> group, Exception error)
    {
        StorageLog.CommitFailed(_logger, error, group.Count);
        Rollback();
        var answer = error is SqliteException engine ? SqliteErrors.Translate(engine) : error;
        group.ForEach(request => request.Fail(answer));
    }

    private void Rollback()
    {
        try
        {
            SynchronousResult.Of(SqliteTransaction.EndAsync(_session));
        }
        catch (SqliteException error)
        {
            StorageLog.RollbackFailed(_logger, error);
        }
    }

    private void Execute(string sql)
    {
        SynchronousResult.Of(_session.ExecuteAsync(sql));
    }
}
