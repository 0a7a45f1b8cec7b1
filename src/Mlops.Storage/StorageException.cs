namespace Mlops.Storage;

/// <summary>
/// The database could not do what was asked, for a reason that no protocol knows: each translates it at its edge, by
/// <see cref="Failure"/>. Nothing was changed unless the message says otherwise.
/// </summary>
public sealed class StorageException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="message">What happened, for the caller to read; without SQL, addresses and paths.</param>
    /// <param name="innerException">The engine's own error, for the log.</param>
    public StorageException(StorageFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What happened.</summary>
    public StorageFailure Failure { get; }
}
