using System.Collections.Concurrent;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access.Users;

/// <summary>Finds who a personal token stands for, and notes now and then that it was used.</summary>
internal sealed class TokenCheck(CallerDirectory directory, IAccessTokenStore tokens, TimeProvider time)
{
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(10);
    private const int MaxNoted = 10_000;
    private readonly ConcurrentDictionary<long, long> _noted = new();

    /// <summary>The token of a secret, with its owner; null when it is unknown, revoked or expired.</summary>
    public async ValueTask<OwnedToken?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var owned = await directory.FindTokenAsync(TokenSecret.Hash(secret), cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (owned is null || owned.Token.ExpiresAt <= now)
        {
            return null;
        }

        await NoteAsync(owned.Token, now, cancellationToken);
        return owned;
    }

    private async ValueTask NoteAsync(AccessToken token, long now, CancellationToken cancellationToken)
    {
        var last = Math.Max(token.LastUsedAt ?? 0, _noted.GetValueOrDefault(token.Id));
        if (now - last < NotedEvery.TotalMilliseconds)
        {
            return;
        }

        if (_noted.Count >= MaxNoted)
        {
            _noted.Clear();
        }

        _noted[token.Id] = now;
        await tokens.TouchAsync(token.Id, now, cancellationToken);
    }
}
