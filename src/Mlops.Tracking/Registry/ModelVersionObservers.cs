using Microsoft.Extensions.Logging;

namespace Mlops.Tracking.Registry;

/// <summary>
/// Tells every <see cref="IModelVersionObserver"/> of a durable change; one that fails neither undoes it nor keeps it from the others.
/// </summary>
/// <param name="observers">Whom to tell.</param>
/// <param name="logger">Hears of observers that fail.</param>
internal sealed class ModelVersionObservers(IEnumerable<IModelVersionObserver> observers, ILogger<ModelVersionObservers> logger)
{
    private readonly IModelVersionObserver[] _observers = [.. observers];

    /// <summary>Tells all, one after the other.</summary>
    /// <param name="change">What changed.</param>
    /// <returns>A task that ends when all have taken note; it never fails.</returns>
    public async ValueTask NotifyAsync(ModelVersionChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        foreach (var observer in _observers)
        {
            try
            {
                // The change is made: a caller who has gone away must not keep it from being told.
                await observer.OnChangedAsync(change, CancellationToken.None);
            }
#pragma warning disable CA1031 // Whatever an observer throws is its own affair.
            catch (Exception error)
#pragma warning restore CA1031
            {
                TrackingLog.ObserverFailed(logger, error, observer.GetType().Name, change.Kind, change.Name);
            }
        }
    }
}
