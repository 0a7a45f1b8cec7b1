using System.Diagnostics.CodeAnalysis;

namespace Mlops.Storage.Sqlite;

/// <summary>SQLite's asynchronous methods end before they return; anything else in a unit of work would stall the one writer.</summary>
internal static class SynchronousResult
{
    [SuppressMessage("Reliability", "CA2012", Justification = "The task has ended, or is refused.")]
    public static T Of<T>(ValueTask<T> task) => task.IsCompleted
        ? task.GetAwaiter().GetResult()
        : throw new InvalidOperationException("A unit of work on SQLite waited for something other than the database.");
}
