namespace Mlops.Storage.Relational;

/// <summary>A relational database that the stores work on; what differs between engines stays behind it.</summary>
internal interface IRelationalDatabase
{
    /// <summary>Runs a reading unit of work on one consistent snapshot.</summary>
    /// <typeparam name="T">What it yields.</typeparam>
    /// <param name="work">The unit of work.</param>
    /// <param name="cancellationToken">Ends the wait and the work, in the engine too.</param>
    /// <returns>What the work yielded.</returns>
    ValueTask<T> ReadAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a reading unit of work whose statements name themselves the index by which they go through the rows, and look up all else by
    /// its key: an engine that plans need not weigh other ways.
    /// </summary>
    /// <typeparam name="T">What it yields.</typeparam>
    /// <param name="work">The unit of work.</param>
    /// <param name="cancellationToken">Ends the wait and the work, in the engine too.</param>
    /// <returns>What the work yielded.</returns>
    ValueTask<T> ReadByIndexAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken) => ReadAsync(work, cancellationToken);

    /// <summary>
    /// Runs a writing unit of work in a transaction and waits until it is durable. The work may run more than once, so it must
    /// change nothing but the database.
    /// </summary>
    /// <typeparam name="T">What it yields.</typeparam>
    /// <param name="work">The unit of work; an exception undoes it.</param>
    /// <param name="cancellationToken">Ends the wait; work that has begun is not undone by it.</param>
    /// <returns>What the work yielded.</returns>
    ValueTask<T> WriteAsync<T>(Func<RelationalSession, ValueTask<T>> work, CancellationToken cancellationToken);
}
