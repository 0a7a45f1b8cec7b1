using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// Users, tokens and permissions as they were at most a few seconds ago, so that a script which logs thousands of times does not ask the
/// database as often. A change on this host counts at once, one on another host within <see cref="Freshness"/>.
/// </summary>
internal sealed class CallerDirectory(IUserStore users, IAccessTokenStore tokens, IPermissionStore permissions, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private const int MaxEntries = 20_000;
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MaxEntries, Clock = new CacheClock(time) });
    private long _changes;

    public ValueTask<CallerPermissions?> FindCallerAsync(long userId, CancellationToken cancellationToken) =>
        FindAsync(CallerKey(userId), userId, permissions.GetCallerAsync, cancellationToken);

    public ValueTask<UserSecret?> FindUserAsync(string username, CancellationToken cancellationToken) =>
        FindAsync(("user", username), username, users.FindAsync, cancellationToken);

    public ValueTask<OwnedToken?> FindTokenAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        FindAsync(("token", Convert.ToHexString(secretHash)), secretHash, tokens.FindAsync, cancellationToken);

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

    public void Dispose() => _cache.Dispose();

    private static (string Kind, string Text) CallerKey(long userId) => ("caller", userId.ToString(CultureInfo.InvariantCulture));

    private async ValueTask<TValue?> FindAsync<TKey, TValue>(
        (string Kind, string Text) key, TKey argument, Func<TKey, CancellationToken, ValueTask<TValue?>> read, CancellationToken cancellationToken)
        where TValue : class
    {
        if (_cache.TryGetValue<TValue>(key, out var known))
        {
            return known;
        }

        // What is not there is asked for anew each time, so that it can appear at once and guesses fill no memory.
        var changes = Interlocked.Read(ref _changes);
        if (await read(argument, cancellationToken) is not { } found)
        {
            return null;
        }

        _cache.Set(key, found, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Freshness, Size = 1 });
        if (Interlocked.Read(ref _changes) != changes)
        {
            // A change came in between, so that this may be from before it.
            _cache.Remove(key);
        }

        return found;
    }

    private sealed class CacheClock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
