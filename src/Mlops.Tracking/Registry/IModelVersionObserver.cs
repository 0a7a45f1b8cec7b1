namespace Mlops.Tracking.Registry;

/// <summary>Is told of changes to model versions after they are durable; an embedder may add any number.</summary>
public interface IModelVersionObserver
{
    /// <summary>
    /// Is told of a change. The caller's request waits for this, so work of any size is queued, not done. What it throws is logged
    /// and does not undo the change; a process that ends right after a commit tells nobody, so what must not be missed is looked up at
    /// start too.
    /// </summary>
    /// <param name="change">What changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when note is taken.</returns>
    ValueTask OnChangedAsync(ModelVersionChange change, CancellationToken cancellationToken);
}
