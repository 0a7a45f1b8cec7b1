namespace Mlops.Tracking.Registry;

/// <summary>
/// The durable list of versions that await an inspection, all workspaces together; <see cref="IModelVersionStore.CreateAsync"/> adds to it.
/// A lease keeps two hosts from inspecting one version at once, and runs out by itself when its host dies.
/// </summary>
internal interface IModelInspectionQueue
{
    /// <summary>Takes the inspection that has been due longest.</summary>
    /// <param name="lease">How long nobody else may take it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The inspection, or null when none is due.</returns>
    ValueTask<PendingInspection?> TakeAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Extends a lease from now on.</summary>
    /// <param name="inspection">The inspection on lease.</param>
    /// <param name="lease">How long from now nobody else may take it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the lease was lost, or the version is gone.</returns>
    ValueTask<bool> RenewAsync(PendingInspection inspection, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives an inspection back, to be taken again later.</summary>
    /// <param name="inspection">The inspection on lease.</param>
    /// <param name="delay">How long from now it is not due.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the lease was lost, or the version is gone.</returns>
    ValueTask<bool> PostponeAsync(PendingInspection inspection, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Gives an inspection back as though it had never been taken, because the host ends.</summary>
    /// <param name="inspection">The inspection on lease.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the lease was lost, or the version is gone.</returns>
    ValueTask<bool> ReturnAsync(PendingInspection inspection, CancellationToken cancellationToken);

    /// <summary>Writes the result to the version and takes it off the list, in one transaction.</summary>
    /// <param name="inspection">The inspection on lease.</param>
    /// <param name="result">What to write.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version after the change; null when the lease was lost, or the version is gone, and nothing was written.</returns>
    ValueTask<ModelVersion?> CompleteAsync(PendingInspection inspection, InspectionResult result, CancellationToken cancellationToken);
}
