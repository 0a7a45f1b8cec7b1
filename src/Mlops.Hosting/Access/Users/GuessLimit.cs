using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.Memory;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// Makes whoever guesses passwords wait. A guess counts from the moment it begins, so that guesses sent side by side do not pass together;
/// a right one is taken back. Held in this host's memory, bounded.
/// </summary>
internal sealed class GuessLimit(TimeProvider time) : IDisposable
{
    private const int MaxEntries = 50_000;
    private const int MaxFamiliar = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FamiliarFor = TimeSpan.FromDays(30);
    private readonly MemoryCache _attempts = new(new MemoryCacheOptions { SizeLimit = MaxEntries, Clock = new CacheClock(time) });
    private readonly MemoryCache _familiar = new(new MemoryCacheOptions { SizeLimit = MaxFamiliar, Clock = new CacheClock(time) });
    private readonly Lock _lock = new();

    /// <summary>Counts a guess that is about to be checked.</summary>
    /// <param name="username">The name.</param>
    /// <param name="address">Where it comes from.</param>
    /// <returns>Zero for a guess that was counted and may be checked, or how long the caller has to wait before the next.</returns>
    public TimeSpan Begin(string username, IPAddress? address)
    {
        var rules = Rules(username, address);
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var wait = TimeSpan.Zero;
            foreach (var rule in rules)
            {
                if (_attempts.TryGetValue<Attempts>(rule.Key, out var known) && known!.Wait(time, now, rule) is var left && left > wait)
                {
                    wait = left;
                }
            }

            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            foreach (var rule in rules)
            {
                var count = (_attempts.TryGetValue<Attempts>(rule.Key, out var known) ? known!.Count : 0) + 1;
                Set(rule, new Attempts(count, now));
            }

            return TimeSpan.Zero;
        }
    }

    /// <summary>Takes back a guess that turned out to be right, and knows the name at its network from now on.</summary>
    public void Succeed(string username, IPAddress? address)
    {
        Withdraw(username, address);
        lock (_lock)
        {
            _attempts.Remove(Rules(username, address)[0].Key);
            _familiar.Set(Own(username, address), true, new MemoryCacheEntryOptions { SlidingExpiration = FamiliarFor, Size = 1 });
        }
    }

    /// <summary>Takes back a guess that was not checked.</summary>
    public void Withdraw(string username, IPAddress? address)
    {
        lock (_lock)
        {
            foreach (var rule in Rules(username, address))
            {
                if (_attempts.TryGetValue<Attempts>(rule.Key, out var known))
                {
                    Set(rule, known! with { Count = Math.Max(0, known.Count - 1) });
                }
            }
        }
    }

    /// <summary>Whether the right password of a name came from this network lately.</summary>
    public bool IsFamiliar(string username, IPAddress? address) => _familiar.TryGetValue(Own(username, address), out _);

    /// <summary>The network of an address: whoever has one IPv6 address mostly has 2^64.</summary>
    public static string Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return address?.MapToIPv4().ToString() ?? "";
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    public void Dispose()
    {
        _attempts.Dispose();
        _familiar.Dispose();
    }

    private static string Own(string username, IPAddress? address) => $"{Network(address)} {username}";

    private void Set(Rule rule, Attempts attempts) =>
        _attempts.Set(rule.Key, attempts, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Window + rule.Longest, Size = 1 });

    /// <summary>What others do, from the same network or to the same name, does not stand in the way of who is known there.</summary>
    private Rule[] Rules(string username, IPAddress? address)
    {
        var own = new Rule(Own(username, address), Free: 5, Longest: Window);
        return IsFamiliar(username, address)
            ? [own]
            : [own, new Rule(Network(address), Free: 50, Longest: TimeSpan.FromMinutes(1)), new Rule($" {username}", Free: 100, Longest: TimeSpan.FromSeconds(10))];
    }

    private sealed record Rule(string Key, int Free, TimeSpan Longest);

    /// <summary>How many guesses were begun, and when the last of them.</summary>
    private sealed record Attempts(int Count, long Last)
    {
        public TimeSpan Wait(TimeProvider time, long now, Rule rule)
        {
            var beyond = Count - rule.Free;
            var wait = beyond < 0 ? TimeSpan.Zero
                : beyond > 20 ? rule.Longest
                : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, beyond), rule.Longest.TotalSeconds));
            var left = wait - time.GetElapsedTime(Last, now);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
