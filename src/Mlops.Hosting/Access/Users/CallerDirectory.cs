using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// Users, tokens and permissions as they were at most a few seconds ago, so that a script which logs thousands of times does not ask the
/// database as often. A change on this host counts at once, one on another host within <see cref="Freshness"/>; whoever would be refused
/// is read anew before.
/// </summary>
internal sealed class CallerDirectory(IUserStore users, IAccessTokenStore tokens, IPermissionStore permissions, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private const int MaxEntries = 20_000;
    private const int MaxTurns = 32;
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxEntries, Clock = new CacheClock(time) });
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, MaxTurns).Select(static _ => new SemaphoreSlim(1))];
    private long _changes;
    private long _asked;

    public ValueTask<CallerPermissions?> FindCallerAsync(long userId, CancellationToken cancellationToken) =>
        FindAsync(CallerKey(userId), userId, permissions.GetCallerAsync, cancellationToken);

    public ValueTask<UserSecret?> FindUserAsync(string username, CancellationToken cancellationToken) =>
        FindAsync(("user", username), username, users.FindAsync, cancellationToken);

    public ValueTask<OwnedToken?> FindTokenAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        FindAsync(("token", Convert.ToHexString(secretHash)), secretHash, tokens.FindAsync, cancellationToken);

    /// <summary>
    /// Reads a user's permissions anew, for somebody who would be refused by what was known. Reads for one user follow each other, and each
    /// serves all who asked before it began: who floods the server with what is refused waits in line and does not flood the database.
    /// </summary>
    public ValueTask<CallerPermissions?> RefreshCallerAsync(long userId, CancellationToken cancellationToken) =>
        RefreshAsync(CallerKey(userId), userId, permissions.GetCallerAsync, cancellationToken);

    /// <summary>Reads a user with the hash of its password anew, as <see cref="RefreshCallerAsync"/> does.</summary>
    public ValueTask<UserSecret?> RefreshUserAsync(string username, CancellationToken cancellationToken) =>
        RefreshAsync(("user", username), username, users.FindAsync, cancellationToken);

    /// <summary>Forgets everything, after a change.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _cache.Clear();
    }

    /// <summary>Forgets one user's permissions.</summary>
    public void ForgetCaller(long userId)
    {
        Interlocked.Increment(ref _changes);
        _cache.Remove(CallerKey(userId));
    }

    public void Dispose()
    {
        _cache.Dispose();
        foreach (var turn in _turns)
        {
            turn.Dispose();
        }
    }

    private static (string Kind, string Text) CallerKey(long userId) => ("caller", userId.ToString(CultureInfo.InvariantCulture));

    private ValueTask<TValue?> FindAsync<TKey, TValue>(
        (string Kind, string Text) key, TKey argument, Func<TKey, CancellationToken, ValueTask<TValue?>> read, CancellationToken cancellationToken)
        where TValue : class => _cache.TryGetValue<Known<TValue>>(key, out var known)
            ? ValueTask.FromResult<TValue?>(known!.Value)
            : ReadAsync(key, argument, read, cancellationToken);

    private async ValueTask<TValue?> RefreshAsync<TKey, TValue>(
        (string Kind, string Text) key, TKey argument, Func<TKey, CancellationToken, ValueTask<TValue?>> read, CancellationToken cancellationToken)
        where TValue : class
    {
        var asked = Interlocked.Increment(ref _asked);
        var turn = _turns[(uint)key.GetHashCode() % MaxTurns];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return _cache.TryGetValue<Known<TValue>>(key, out var known) && known!.Asked >= asked
                ? known.Value
                : await ReadAsync(key, argument, read, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async ValueTask<TValue?> ReadAsync<TKey, TValue>(
        (string Kind, string Text) key, TKey argument, Func<TKey, CancellationToken, ValueTask<TValue?>> read, CancellationToken cancellationToken)
        where TValue : class
    {
        // What is not there is asked for anew each time, so that it can appear at once and guesses fill no memory.
        var (changes, asked) = (Interlocked.Read(ref _changes), Interlocked.Read(ref _asked));
        if (await read(argument, cancellationToken) is not { } found)
        {
            _cache.Remove(key);
            return null;
        }

        _cache.Set(key, new Known<TValue>(found, asked), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Freshness, Size = 1 });
        if (Interlocked.Read(ref _changes) != changes)
        {
            // A change came in between, so that this may be from before it.
            _cache.Remove(key);
        }

        return found;
    }

    /// <summary>What was read, and how many had asked for something new when the read began.</summary>
    private sealed record Known<TValue>(TValue Value, long Asked);
}
