namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>A request that waits for its group.</summary>
internal abstract class GroupedRequest(CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True when all of it is durable; false when nothing of it was written and the general writer must find out why.</summary>
    public Task<bool> Written => _answer.Task;

    /// <summary>Whether its caller disconnected before it was begun.</summary>
    public bool IsAbandoned => cancellationToken.IsCancellationRequested && _answer.TrySetCanceled(cancellationToken);

    public void Complete(bool written) => _answer.TrySetResult(written);

    public void Fail(Exception error) => _answer.TrySetException(error);
}
