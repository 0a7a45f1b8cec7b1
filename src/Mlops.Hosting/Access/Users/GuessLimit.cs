using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.Memory;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// Makes whoever guesses passwords wait: after a few failures for a name from one address twice as long each time, after many from one
/// address or for one name a little. Held in this host's memory, bounded; what was verified lately is not asked.
/// </summary>
internal sealed class GuessLimit(TimeProvider time) : IDisposable
{
    private const int MaxEntries = 50_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private readonly MemoryCache _attempts = new(new MemoryCacheOptions { SizeLimit = MaxEntries });

    /// <summary>How long the caller has to wait before the next guess; zero for not at all.</summary>
    public TimeSpan Wait(string username, IPAddress? address)
    {
        var now = time.GetTimestamp();
        var wait = TimeSpan.Zero;
        foreach (var rule in Rules(username, address))
        {
            if (_attempts.TryGetValue<Attempts>(rule.Key, out var attempts) && attempts!.Wait(time, now) is var left && left > wait)
            {
                wait = left;
            }
        }

        return wait;
    }

    public void Fail(string username, IPAddress? address)
    {
        foreach (var rule in Rules(username, address))
        {
            // Two first failures at once may count as one.
            var attempts = _attempts.TryGetValue<Attempts>(rule.Key, out var known) ? known! : new Attempts();
            attempts.Fail(time.GetTimestamp(), rule);
            _attempts.Set(rule.Key, attempts, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Window + rule.Longest, Size = 1 });
        }
    }

    public void Succeed(string username, IPAddress? address) => _attempts.Remove(Rules(username, address)[0].Key);

    public void Dispose() => _attempts.Dispose();

    private static Rule[] Rules(string username, IPAddress? address)
    {
        var from = Network(address);
        return
        [
            new Rule($"{from} {username}", Free: 5, Longest: Window),
            new Rule($"{from}", Free: 50, Longest: TimeSpan.FromMinutes(1)),
            new Rule($" {username}", Free: 100, Longest: TimeSpan.FromSeconds(10)),
        ];
    }

    // Whoever has one IPv6 address mostly has 2^64.
    private static string Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return address?.MapToIPv4().ToString() ?? "";
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    private sealed record Rule(string Key, int Free, TimeSpan Longest);

    private sealed class Attempts
    {
        private readonly Lock _lock = new();
        private int _failures;
        private long _lastFailure;
        private TimeSpan _wait;

        public TimeSpan Wait(TimeProvider time, long now)
        {
            lock (_lock)
            {
                var left = _wait - time.GetElapsedTime(_lastFailure, now);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }

        public void Fail(long now, Rule rule)
        {
            lock (_lock)
            {
                _failures++;
                _lastFailure = now;
                var beyond = _failures - rule.Free;
                _wait = beyond < 0 ? TimeSpan.Zero
                    : beyond > 20 ? rule.Longest
                    : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, beyond), rule.Longest.TotalSeconds));
            }
        }
    }
}
