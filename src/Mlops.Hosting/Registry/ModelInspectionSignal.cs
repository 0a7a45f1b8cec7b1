using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Registry;

/// <summary>Wakes the background service when this host has registered a version, so that nobody waits for the next poll.</summary>
internal sealed class ModelInspectionSignal : IModelVersionObserver, IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public ValueTask OnChangedAsync(ModelVersionChange change, CancellationToken cancellationToken)
    {
        if (change.Kind == ModelVersionChangeKind.Created && _raised.CurrentCount == 0)
        {
            try
            {
                _raised.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else raised it meanwhile.
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until it is raised, or for so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _raised.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _raised.Dispose();
}
