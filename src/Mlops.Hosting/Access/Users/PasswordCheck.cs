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
    private static readonly TimeSpan VerifiedFor = TimeSpan.FromMinutes(10);
    private readonly CallerDirectory _directory;
    private readonly IUserStore _users;
    private readonly GuessLimit _guesses;
    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly string _dummyHash;
    private long _hashed;

    // Hashing is slow on purpose: a script that sends its password with each of a thousand requests pays once. What is kept is a keyed digest.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly MemoryCache _verified = new(new MemoryCacheOptions { SizeLimit = MaxVerified });

    // Guesses must not occupy every core.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    public PasswordCheck(CallerDirectory directory, IUserStore users, GuessLimit guesses)
    {
        (_directory, _users, _guesses) = (directory, users, guesses);
        _dummyHash = Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
    }

    /// <summary>How many passwords were hashed to be compared.</summary>
    public long Hashed => Volatile.Read(ref _hashed);

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>The user of a name and password.</summary>
    /// <returns>Null when they do not belong together.</returns>
    /// <exception cref="MlflowException"><c>REQUEST_LIMIT_EXCEEDED</c> when too many guesses came before.</exception>
    public async ValueTask<User?> FindAsync(string username, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        if (username.Length > UserRules.MaxUsernameLength || password.Length > UserRules.MaxPasswordLength)
        {
            return null;
        }

        var secret = await _directory.FindUserAsync(username, cancellationToken);
        var digest = Digest(username, password);
        if (secret is not null && _verified.TryGetValue<string>(digest, out var verified) && verified == secret.PasswordHash)
        {
            return secret.User;
        }

        if (_guesses.Wait(username, address) is var wait && wait > TimeSpan.Zero)
        {
            throw new MlflowException(
                ErrorCode.RequestLimitExceeded, $"Too many failed sign-ins: wait {Math.Ceiling(wait.TotalSeconds)} seconds before the next.");
        }

        var result = await VerifyAsync(secret?.PasswordHash ?? _dummyHash, password, cancellationToken);
        if (result == PasswordVerificationResult.Failed && secret is not null
            && await _directory.RefreshUserAsync(username, cancellationToken) is { PasswordHash: { } hash } now && hash != secret.PasswordHash)
        {
            // Another host has set a new password since the old one was read here.
            secret = now;
            result = await VerifyAsync(hash, password, cancellationToken);
        }

        if (secret?.PasswordHash is null || result == PasswordVerificationResult.Failed)
        {
            _guesses.Fail(username, address);
            return null;
        }

        _guesses.Succeed(username, address);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            secret = secret with { PasswordHash = Hash(password) };
            await _users.SetPasswordAsync(username, secret.PasswordHash, cancellationToken);
            _directory.Forget();
        }

        _verified.Set(digest, secret.PasswordHash, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = VerifiedFor, Size = 1 });
        return secret.User;
    }

    public void Dispose()
    {
        _verified.Dispose();
        _turns.Dispose();
    }

    private async ValueTask<PasswordVerificationResult> VerifyAsync(string hash, string password, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
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
        finally
        {
            _turns.Release();
        }
    }

    private string Digest(string username, string password) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{username}\0{password}")));
}
