using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>
/// The one writer. The thread that holds the writer lock runs all queued work in a single transaction (group commit), passes the
/// turn on, flushes the log to the disk, and only then answers its group. A disk flushes several times at once about as fast as
/// once: this way a commit that comes during a flush need not wait for the next, and the engine works meanwhile.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // So many flushes at once; the groups grow while all of them wait for the disk. On two processors one thread is best: switching
    // between several takes more than the flushes that overlap give back.
    private static readonly int Threads = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
    private readonly WriteQueue _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteSession _session;
    private readonly WriteLog _log;
    private readonly ILogger _logger;
    private readonly TimeSpan _limit;
    private readonly OutageNote _outage = new(TimeProvider.System);
    private int _running = Threads;

    public SqliteWriter(SqliteSession session, WriteLog log, TimeSpan limit, ILogger logger)
    {
        _limit = limit;
        _session = session;
        _log = log;
        _logger = logger;
        for (var i = 0; i < Threads; i++)
        {
            new Thread(Run) { IsBackground = true, Name = "Mlops SQLite writer" }.Start();
        }
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
        _log.Dispose();
    }

    private void Run()
    {
        var group = new List<IWriteRequest>();
        while (_waiting.TakeTurn(ref group))
        {
            CommitGroup(group);
            _waiting.EndTurn();
            Answer(group);
            group.Clear();
        }

        if (Interlocked.Decrement(ref _running) == 0)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Commits a group as one; those that could not be committed are answered and taken out.</summary>
    private void CommitGroup(List<IWriteRequest> group)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var request in group)
            {
                var before = _session.TotalChanges;
                RunLimited(request);
                if (request.Failed && (!_session.IsInTransaction || _session.TotalChanges != before))
                {
                    // It changed something before it failed, or the engine undid the transaction (as on a full disk):
                    // undo the whole group and let each stand alone.
                    Rollback();
                    group.RemoveAll(request => !TryCommitAlone(request));
                    return;
                }
            }

            _session.Execute("COMMIT");
        }
#pragma warning disable CA1031 // The one writer outlives whatever happens to a group.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(group, error);
            group.Clear();
        }
    }

    // The engine undoes a transaction whose statement it interrupts, so that one that takes too long is found out among its group.
    private void RunLimited(IWriteRequest request)
    {
        _session.Watch(_limit, CancellationToken.None);
        try
        {
            request.Run(_session);
        }
        finally
        {
            _session.EndWatch();
        }
    }

    private bool TryCommitAlone(IWriteRequest request)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            RunLimited(request);
            if (request.Failed)
            {
                Rollback();
            }
            else
            {
                _session.Execute("COMMIT");
            }

            return true;
        }
#pragma warning disable CA1031 // The one writer outlives whatever happens to a request.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail([request], error);
            return false;
        }
    }

    // A refusal waits for the disk too: it may rest on what another request has written.
    private void Answer(List<IWriteRequest> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        try
        {
            _log.Flush();
        }
#pragma warning disable CA1031 // The one writer outlives whatever happens to a flush.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (_outage.IsNew())
            {
                SqliteLog.FlushFailed(_logger, error, group.Count);
            }

            var answer = new StorageException(StorageFailure.Unavailable, "The disk did not confirm what was written; it may be lost.", error);
            group.ForEach(request => request.Fail(answer));
            return;
        }

        group.ForEach(static request => request.Complete());
    }

    private void Fail(List<IWriteRequest> group, Exception error)
    {
        if (error is not SqliteException { SqliteErrorCode: SqliteErrors.Full or SqliteErrors.IoError or SqliteErrors.CannotOpen } || _outage.IsNew())
        {
            SqliteLog.CommitFailed(_logger, error, group.Count);
        }

        Rollback();
        var answer = error is SqliteException engine ? SqliteErrors.Translate(engine) : error;
        group.ForEach(request => request.Fail(answer));
    }

    private void Rollback()
    {
        try
        {
            SqliteTransaction.End(_session);
        }
        catch (SqliteException error)
        {
            SqliteLog.RollbackFailed(_logger, error);
        }
    }
}
