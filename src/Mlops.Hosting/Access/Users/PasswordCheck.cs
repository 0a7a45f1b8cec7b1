using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access.Users;

/// <summary>Hashes passwords and checks them; a wrong name takes as long as a wrong password.</summary>
internal sealed class PasswordCheck : IDisposable
{
    private const int MaxVerified = 10_000;
    private static readonly TimeSpan VerifiedFor = TimeSpan.FromHours(12);
    private readonly CallerDirectory _directory;
    private readonly IUserStore _users;
    private readonly GuessLimit _guesses;
    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly string _dummyHash;
    private long _hashed;

    // Hashing is slow on purpose: a script that sends its password with each of a thousand requests pays once. What is kept is a keyed
    // digest.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly MemoryCache _verified;

    // The same password sent many times at once is one guess and hashed once.
    private readonly ConcurrentDictionary<string, Lazy<Task<User?>>> _inFlight = new(StringComparer.Ordinal);
    private readonly HashingQueue _queue = new();

    public PasswordCheck(CallerDirectory directory, IUserStore users, GuessLimit guesses, TimeProvider time)
    {
        (_directory, _users, _guesses) = (directory, users, guesses);
        _verified = new MemoryCache(new MemoryCacheOptions { SizeLimit = MaxVerified, Clock = new CacheClock(time) });
        _dummyHash = Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
    }

    /// <summary>How many passwords were hashed to be compared.</summary>
    public long Hashed => Volatile.Read(ref _hashed);

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>The user of a name and password.</summary>
    /// <returns>Null when they do not belong together.</returns>
    /// <exception cref="MlflowException">
    /// <c>REQUEST_LIMIT_EXCEEDED</c> when too many guesses came before, <c>TEMPORARILY_UNAVAILABLE</c> when too many sign in at once.
    /// </exception>
    public async ValueTask<User?> FindAsync(string username, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        if (username.Length > UserRules.MaxUsernameLength || password.Length > UserRules.MaxPasswordLength)
        {
            return null;
        }

        // What was right lately is no guess: nobody else's guesses can stand in its way.
        var secret = await _directory.FindUserAsync(username, cancellationToken);
        var digest = Digest(username, password);
        if (secret is not null && _verified.TryGetValue<string>(digest, out var verified) && verified == secret.PasswordHash)
        {
            return secret.User;
        }

        // Checked to its end though its callers may leave, since it was counted.
        var flight = $"{GuessLimit.Network(address)} {digest}";
        var check = _inFlight.GetOrAdd(flight, _ => new Lazy<Task<User?>>(() => CheckAsync(flight, digest, username, password, address)));
        return await check.Value.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _verified.Dispose();
        _queue.Dispose();
    }

    private async Task<User?> CheckAsync(string flight, string digest, string username, string password, IPAddress? address)
    {
        // Its caller has to know of it first.
        await Task.Yield();
        try
        {
            if (_guesses.Begin(username, address) is var wait && wait > TimeSpan.Zero)
            {
                throw new MlflowException(
                    ErrorCode.RequestLimitExceeded, $"Too many failed sign-ins: wait {Math.Ceiling(wait.TotalSeconds)} seconds before the next.")
                {
                    RetryAfter = wait,
                };
            }

            var isChecked = false;
            try
            {
                using var turn = await _queue.EnterAsync(GuessLimit.Network(address), _guesses.IsFamiliar(username, address));
                var secret = await VerifyAsync(username, password);
                isChecked = true;
                if (secret is null)
                {
                    return null;
                }

                _guesses.Succeed(username, address);
                _verified.Set(digest, secret.PasswordHash, new MemoryCacheEntryOptions { SlidingExpiration = VerifiedFor, Size = 1 });
                return secret.User;
            }
            finally
            {
                if (!isChecked)
                {
                    _guesses.Withdraw(username, address);
                }
            }
        }
        finally
        {
            _inFlight.TryRemove(flight, out _);
        }
    }

    /// <summary>The user with the hash that the password matched; null for a wrong name or password.</summary>
    private async ValueTask<UserSecret?> VerifyAsync(string username, string password)
    {
        var secret = await _directory.FindUserAsync(username, CancellationToken.None);
        var result = Verify(secret?.PasswordHash ?? _dummyHash, password);
        if (result == PasswordVerificationResult.Failed && secret is not null
            && await _directory.RefreshUserAsync(username, CancellationToken.None) is { PasswordHash: { } hash } now && hash != secret.PasswordHash)
        {
            // Another host has set a new password since the old one was read here.
            secret = now;
            result = Verify(hash, password);
        }

        if (secret?.PasswordHash is null || result == PasswordVerificationResult.Failed)
        {
            return null;
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            secret = secret with { PasswordHash = Hash(password) };
            await _users.SetPasswordAsync(username, secret.PasswordHash, CancellationToken.None);
            _directory.Forget();
        }

        return secret;
    }

    private PasswordVerificationResult Verify(string hash, string password)
    {
        try
        {
            Interlocked.Increment(ref _hashed);
            // Both compare in constant time. What MLflow made of a password is replaced by a hash of our own at the first sign-in.
            return WerkzeugHash.Parse(hash) is { } foreign
                ? foreign.IsOf(password) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed
                : _hasher.VerifyHashedPassword(null!, hash, password);
        }
        catch (FormatException)
        {
            // A hash that came from elsewhere in a form that is not known: whoever has it needs a new password.
            return PasswordVerificationResult.Failed;
        }
    }

    private string Digest(string username, string password) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{username}\0{password}")));
}
