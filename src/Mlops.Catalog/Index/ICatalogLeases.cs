namespace Mlops.Catalog.Index;

/// <summary>Leases on work that one of several hosts does at a time; they end by themselves when their owner does.</summary>
public interface ICatalogLeases
{
    /// <summary>Takes a lease that nobody has, or prolongs one's own.</summary>
    /// <param name="name">What is leased.</param>
    /// <param name="owner">Who takes it; unique to one piece of work.</param>
    /// <param name="duration">How long it lasts from now on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the owner has it; false while it is another's.</returns>
    Task<bool> TakeAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; one that is not the owner's stays as it is.</summary>
    /// <param name="name">What is leased.</param>
    /// <param name="owner">Who has it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ReleaseAsync(string name, string owner, CancellationToken cancellationToken);
}
