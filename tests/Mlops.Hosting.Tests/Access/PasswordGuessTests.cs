using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Whoever guesses passwords waits, and nobody else.</summary>
public sealed class PasswordGuessTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Waiting_grows_and_ends()
    {
        var clock = new MovedClock();
        using var guesses = new GuessLimit(clock);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, guesses.Begin("a", Here));
        }

        foreach (var seconds in (double[])[1, 2, 4, 8])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), guesses.Begin("a", Here));
            clock.Now += TimeSpan.FromSeconds(seconds);
            Assert.Equal(TimeSpan.Zero, guesses.Begin("a", Here));
        }

        Assert.Equal(TimeSpan.FromSeconds(16), guesses.Begin("a", Here));
        Assert.Equal(TimeSpan.Zero, guesses.Begin("b", Here));
        Assert.Equal(TimeSpan.Zero, guesses.Begin("a", IPAddress.Parse("192.0.2.2")));
        guesses.Succeed("a", Here);
        Assert.Equal(TimeSpan.Zero, guesses.Begin("a", Here));
    }

    [Fact]
    public void Neighbouring_addresses_of_one_network_are_one_guesser()
    {
        using var guesses = new GuessLimit(new MovedClock());
        for (var i = 0; i < 5; i++)
        {
            guesses.Begin("a", IPAddress.Parse($"2001:db8::{i}"));
        }

        Assert.NotEqual(TimeSpan.Zero, guesses.Begin("a", IPAddress.Parse("2001:db8::ffff")));
        Assert.Equal(TimeSpan.Zero, guesses.Begin("a", IPAddress.Parse("2001:db8:0:1::1")));
    }

    [Fact]
    public void Guesses_sent_side_by_side_do_not_pass_together()
    {
        using var guesses = new GuessLimit(new MovedClock());
        var passed = 0;
        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, _ =>
        {
            if (guesses.Begin("a", Here) == TimeSpan.Zero)
            {
                Interlocked.Increment(ref passed);
            }
        });
        Assert.Equal(5, passed);
    }

    [Fact]
    public void A_guess_that_was_not_checked_or_was_right_does_not_count()
    {
        using var guesses = new GuessLimit(new MovedClock());
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(TimeSpan.Zero, guesses.Begin($"user {i}", Here));
            guesses.Withdraw($"user {i}", Here);
        }

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(TimeSpan.Zero, guesses.Begin("a", Here));
            guesses.Succeed("a", Here);
        }
    }

    [Fact]
    public void A_flood_from_many_addresses_slows_strangers_down_and_not_who_is_known_from_an_address()
    {
        var clock = new MovedClock();
        using var guesses = new GuessLimit(clock);
        guesses.Begin("a", Here);
        guesses.Succeed("a", Here);
        for (var i = 0; i < 1000; i++)
        {
            guesses.Begin("a", new IPAddress([10, 0, (byte)(i / 250), (byte)(i % 250)]));
        }

        for (var i = 0; i < 200; i++)
        {
            guesses.Begin($"other {i}", Here);
        }

        Assert.NotEqual(TimeSpan.Zero, guesses.Begin("a", IPAddress.Parse("198.51.100.7")));
        Assert.NotEqual(TimeSpan.Zero, guesses.Begin("other", Here));
        Assert.Equal(TimeSpan.Zero, guesses.Begin("a", Here));
    }

    [Fact]
    public async Task A_hundred_different_passwords_at_once_are_five_guesses_and_the_right_one_of_before_is_none()
    {
        await using var host = await UserHost.StartAsync();
        using var passwords = Check(host);
        Assert.NotNull(await passwords.FindAsync(UserHost.Admin, UserHost.Password, Here, Stop));
        var refusals = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            try
            {
                Assert.Null(await passwords.FindAsync(UserHost.Admin, $"guess number {i}", Here, Stop));
                return null;
            }
            catch (MlflowException error)
            {
                return error;
            }
        }));
        Assert.Equal(95, refusals.Count(refusal => refusal is { ErrorCode: ErrorCode.RequestLimitExceeded, HttpStatus: 429, RetryAfter: not null }));
        Assert.Equal(6, passwords.Hashed);
        Assert.NotNull(await passwords.FindAsync(UserHost.Admin, UserHost.Password, Here, Stop));
        Assert.Equal(6, passwords.Hashed);
    }

    [Fact]
    public async Task The_right_password_sent_many_times_at_once_is_hashed_once()
    {
        await using var host = await UserHost.StartAsync();
        using var passwords = Check(host);
        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => passwords.FindAsync(UserHost.Admin, UserHost.Password, Here, Stop).AsTask()));
        Assert.All(found, Assert.NotNull);
        Assert.Equal(1, passwords.Hashed);
    }

    [Fact]
    public async Task A_full_line_refuses_strangers_with_503_and_lets_who_is_known_pass()
    {
        using var queue = new HashingQueue();
        var entered = Enumerable.Range(0, HashingQueue.MaxLength).Select(i => queue.EnterAsync($"network {i}", isFamiliar: false).AsTask()).ToArray();
        var refusal = await Assert.ThrowsAsync<MlflowException>(async () => await queue.EnterAsync("another network", isFamiliar: false));
        Assert.Equal((503, ErrorCode.TemporarilyUnavailable), (refusal.HttpStatus, refusal.ErrorCode));
        Assert.NotNull(refusal.RetryAfter);
        (await queue.EnterAsync("another network", isFamiliar: true)).Dispose();
        foreach (var turn in entered)
        {
            (await turn).Dispose();
        }

        (await queue.EnterAsync("another network", isFamiliar: false)).Dispose();
    }

    [Fact]
    public async Task One_network_does_not_fill_the_line()
    {
        using var queue = new HashingQueue();
        var entered = Enumerable.Range(0, HashingQueue.MaxOfNetwork).Select(_ => queue.EnterAsync("one", isFamiliar: false).AsTask()).ToArray();
        await Assert.ThrowsAsync<MlflowException>(async () => await queue.EnterAsync("one", isFamiliar: false));
        var other = queue.EnterAsync("other", isFamiliar: false).AsTask();
        foreach (var turn in entered.Append(other))
        {
            (await turn).Dispose();
        }
    }

    [Fact]
    public async Task A_refusal_says_when_to_come_back()
    {
        await using var host = await UserHost.StartAsync(time: new MovedClock());
        for (var i = 0; i < 5; i++)
        {
            await UserHost.StatusAsync(host.As(UserHost.Admin, $"guess number {i}"), "GET", "/api/2.0/mlflow/users/current");
        }

        using var refused = await UserHost.SendAsync(host.As(UserHost.Admin, "one more guess"), "GET", "/api/2.0/mlflow/users/current");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
    }

    private static PasswordCheck Check(UserHost host)
    {
        var services = host.Host.Services;
        var users = services.GetRequiredService<IUserStore>();
        return new PasswordCheck(services.GetRequiredService<CallerDirectory>(), users, new GuessLimit(new MovedClock()), TimeProvider.System);
    }
}
