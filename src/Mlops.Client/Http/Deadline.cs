namespace Mlops.Client.Http;

/// <summary>Ends an attempt that makes no progress for as long as the options allow.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _timer = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Something moved: the time starts anew.</summary>
    public void Extend() => _timer.CancelAfter(_timeout);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
