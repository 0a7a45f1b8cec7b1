using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;

namespace Mlops.Client;

/// <summary>
/// Holds logged values until the server has taken them, and sends them in the background. A value stays here through any outage;
/// only what the server refuses for its own sake is given up, and reported once.
/// </summary>
internal sealed class RunOutbox : IAsyncDisposable
{
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(10);
    private readonly Func<RunBatch, CancellationToken, Task> _send;
    private readonly TimeProvider _time;
    private readonly TimeSpan _batchDelay;
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sender;

    private readonly Lock _lock = new();
    private readonly PendingValues _pending = new();
    private readonly List<Flush> _flushes = [];
    private readonly List<(RunBatch Batch, MlopsException Reason)> _refused = [];
    private TaskCompletionSource _news = NewSignal();
    private CancellationTokenSource _outage = new();
    private MlopsException? _failure;
    private long _added;
    private long _settled;
    private int _rounds;
    private bool _closed;

    public RunOutbox(Func<RunBatch, CancellationToken, Task> send, TimeProvider time, int capacity, TimeSpan batchDelay)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 10_000_000);
        _send = send;
        _time = time;
        _batchDelay = batchDelay;
        _room = new SemaphoreSlim(capacity);
        _sender = Task.Run(SendAllAsync);
    }

    /// <summary>Takes a value; waits, blocking the caller, while the outbox is full and the server reachable.</summary>
    /// <param name="add">Adds the value.</param>
    /// <exception cref="MlopsException">The outbox is full and the server does not take anything.</exception>
    public void Post(Action<PendingValues> add)
    {
        while (!_room.Wait(0))
        {
            try
            {
                _room.Wait(OutageToken());
                break;
            }
            catch (OperationCanceledException)
            {
                ThrowIfUnreachable();
            }
        }

        Add(add);
    }

    /// <summary>Takes a value; waits while the outbox is full and the server reachable.</summary>
    /// <param name="add">Adds the value.</param>
    /// <param name="cancellationToken">Ends the wait; the value is then not logged.</param>
    public async ValueTask PostAsync(Action<PendingValues> add, CancellationToken cancellationToken)
    {
        while (!_room.Wait(0, CancellationToken.None))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(OutageToken(), cancellationToken);
            try
            {
                await _room.WaitAsync(either.Token);
                break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                ThrowIfUnreachable();
            }
        }

        Add(add);
    }

    /// <summary>Takes no more values.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    /// <summary>Sends what is there without waiting for more, and waits until the server has taken or refused it.</summary>
    /// <param name="cancellationToken">Ends the wait, not the sending.</param>
    /// <exception cref="MlopsException">The server could not be reached; all stays here.</exception>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        Flush flush;
        lock (_lock)
        {
            if (_settled == _added)
            {
                return;
            }

            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, typeof(ActiveRun));
            _flushes.Add(flush = new Flush(_added, _rounds + 1));
            _news.TrySetResult();
        }

        await flush.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>What the server refused since the last call, as one exception.</summary>
    public MlopsException? TakeRefusal()
    {
        (RunBatch Batch, MlopsException Reason)[] refused;
        lock (_lock)
        {
            refused = [.. _refused];
            _refused.Clear();
        }

        if (refused.Length == 0)
        {
            return null;
        }

        var (batch, reason) = refused[0];
        var first = batch.Metrics.Count > 0 ? $"metric '{batch.Metrics[0].Key}'"
            : batch.Params.Count > 0 ? $"parameter '{batch.Params[0].Key}'"
            : $"tag '{batch.Tags[0].Key}'";
        var count = refused.Sum(part => BatchDelivery.Count(part.Batch));
        return new MlopsException(
            reason.ErrorCode, reason.HttpStatus, $"The server refused {count} of the logged values, the first being the {first}: {reason.ServerMessage}", reason);
    }

    /// <summary>Stops sending; values that are still here are lost, so flush first.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _stop.CancelAsync();
        await _outage.CancelAsync();
        await _sender;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(Action<PendingValues> add)
    {
        lock (_lock)
        {
            if (_closed)
            {
                _room.Release();
                throw new InvalidOperationException("The run has ended: nothing more can be logged to it.");
            }

            add(_pending);
            _added++;
            if (_pending.Count is 1 or PendingValues.MaxBatch)
            {
                _news.TrySetResult();
            }
        }
    }

    private CancellationToken OutageToken()
    {
        lock (_lock)
        {
            return _outage.Token;
        }
    }

    private void ThrowIfUnreachable()
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new InvalidOperationException("The run has ended: nothing more can be logged to it.");
            }

            if (_failure is not null)
            {
                throw Undelivered(_failure);
            }
        }
    }

    private MlopsException Undelivered(MlopsException cause) => new(
        cause.ErrorCode, cause.HttpStatus, $"{_added - _settled} logged values have not reached the server: {cause.ServerMessage}", cause);

    private async Task SendAllAsync()
    {
        try
        {
            while (true)
            {
                var batch = await TakeAsync();
                while (!await TryDeliverAsync(batch))
                {
                    await PauseAsync();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            lock (_lock)
            {
                _flushes.ForEach(flush => flush.Done.TrySetException(new ObjectDisposedException(nameof(ActiveRun))));
                _flushes.Clear();
            }
        }
    }

    private async Task<RunBatch> TakeAsync()
    {
        Task? patience = null;
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (_pending.Count >= PendingValues.MaxBatch || (_pending.Count > 0 && (_flushes.Count > 0 || patience?.IsCompleted == true)))
                {
                    return _pending.Take();
                }

                if (_pending.Count > 0)
                {
                    patience ??= Task.Delay(_batchDelay, _time, _stop.Token);
                }

                news = NextNews();
            }

            await (patience is null ? news : Task.WhenAny(news, patience)).WaitAsync(_stop.Token);
        }
    }

    private async Task<bool> TryDeliverAsync(RunBatch batch)
    {
        lock (_lock)
        {
            _rounds++;
        }

        var delivery = new BatchDelivery(_send);
        try
        {
            await delivery.RunAsync(batch, _stop.Token);
        }
        catch (MlopsException failure)
        {
            await FailAsync(failure);
            return false;
        }
#pragma warning disable CA1031 // Whatever an injected handler throws: the values stay, and whoever waits for them hears why.
        catch (Exception error) when (!_stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(new MlopsException(ErrorCode.InternalError, null, error.Message, error));
            return false;
        }

        Settle(BatchDelivery.Count(batch), delivery.Refused);
        return true;
    }

    private void Settle(int count, IReadOnlyList<(RunBatch Batch, MlopsException Reason)> refused)
    {
        lock (_lock)
        {
            _settled += count;
            _refused.AddRange(refused);
            _failure = null;
            if (_outage.IsCancellationRequested && !_stop.IsCancellationRequested)
            {
                _outage = new CancellationTokenSource();
            }

            foreach (var flush in _flushes.Where(flush => flush.Target <= _settled))
            {
                flush.Done.TrySetResult();
            }

            _flushes.RemoveAll(flush => flush.Target <= _settled);
        }

        _room.Release(count);
    }

    private async Task FailAsync(MlopsException failure)
    {
        CancellationTokenSource outage;
        lock (_lock)
        {
            _failure = failure;
            outage = _outage;

            // One that came while this round was under way gets a whole round of its own.
            foreach (var flush in _flushes.Where(flush => flush.FirstRound <= _rounds))
            {
                flush.Done.TrySetException(Undelivered(failure));
            }

            _flushes.RemoveAll(flush => flush.FirstRound <= _rounds);
        }

        await outage.CancelAsync();
    }

    private async Task PauseAsync()
    {
        Task news;
        lock (_lock)
        {
            if (_flushes.Count > 0)
            {
                return;
            }

            news = NextNews();
        }

        await Task.WhenAny(news, Task.Delay(OutagePause, _time, _stop.Token)).WaitAsync(_stop.Token);
    }

    private Task NextNews()
    {
        if (_news.Task.IsCompleted)
        {
            _news = NewSignal();
        }

        return _news.Task;
    }

    private sealed record Flush(long Target, int FirstRound)
    {
        public TaskCompletionSource Done { get; } = NewSignal();
    }
}
