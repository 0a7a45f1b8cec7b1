using Microsoft.Data.Sqlite;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>A unit of work that waits for the writer.</summary>
internal interface IWriteRequest
{
    /// <summary>Whether the last run ended with an exception.</summary>
    bool Failed { get; }

    /// <summary>Runs the work inside the open transaction.</summary>
    void Run(RelationalSession session);

    /// <summary>Answers with what the last run yielded or threw; called after the commit.</summary>
    void Complete();

    /// <summary>Answers that the transaction failed.</summary>
    void Fail(Exception error);
}

internal sealed class WriteRequest<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken) : IWriteRequest
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _error;

    public Task<T> Task => _answer.Task;

    public bool Failed => _error is not null;

    public void Run(RelationalSession session)
    {
        _error = null;
        if (cancellationToken.IsCancellationRequested)
        {
            _error = new OperationCanceledException(cancellationToken);
            return;
        }

        try
        {
            _result = SynchronousResult.Of(work(session));
        }
#pragma warning disable CA1031 // The exception goes to whoever asked for the work.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _error = error is SqliteException engine ? SqliteErrors.Translate(engine) : error;
        }
    }

    public void Complete()
    {
        if (_error is null)
        {
            _answer.TrySetResult(_result);
        }
        else
        {
            _answer.TrySetException(_error);
        }
    }

    public void Fail(Exception error) => _answer.TrySetException(error);
}
