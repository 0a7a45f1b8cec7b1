namespace Mlops.Storage.Tests.Artifacts;

/// <summary>An upload of one byte that ends when the test says so.</summary>
internal sealed class GatedStream : ReadOnlyStream
{
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int reads;

    public Task Started => started.Task;

    public void Finish() => finish.SetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (reads++ == 0)
        {
            return 1;
        }

        started.TrySetResult();
        await finish.Task.WaitAsync(cancellationToken);
        return 0;
    }
}
