namespace Mlops.Tracking.Keys;

/// <summary>Random keys that all hosts on one database share.</summary>
internal interface IServerKeys
{
    /// <summary>The key for a purpose, made on first use.</summary>
    /// <param name="purpose">What it is for; each purpose has a key of its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>32 bytes, always the same for one purpose.</returns>
    ValueTask<byte[]> GetAsync(string purpose, CancellationToken cancellationToken);
}
