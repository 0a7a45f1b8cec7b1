using Microsoft.Extensions.DependencyInjection;
using Mlops.Tests.PostgreSql;

namespace Mlops.Hosting.Tests.Transcripts;

public sealed class TranscriptTests
{
    [Theory]
    [InlineData("experiments")]
    [InlineData("runs")]
    [InlineData("search")]
    [InlineData("registry")]
    [InlineData("artifacts")]
    [InlineData("models")]
    [InlineData("genai")]
    [InlineData("webhooks")]
    [InlineData("traces")]
    public async Task Every_recorded_exchange_is_answered_as_recorded_or_better_on_purpose(string name)
    {
        await using var host = await TestHost.StartAsync(services => services.AddSingleton<TimeProvider>(new TickingClock()));
        await ReplayAsync(host, name);
    }

    [Theory]
    [InlineData("experiments")]
    [InlineData("runs")]
    [InlineData("search")]
    [InlineData("registry")]
    [InlineData("artifacts")]
    [InlineData("models")]
    [InlineData("genai")]
    [InlineData("webhooks")]
    [InlineData("traces")]
    public async Task Every_recorded_exchange_is_answered_in_the_same_way_from_PostgreSql(string name)
    {
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        await using var host = await TestHost.StartAsync(services => services.AddSingleton<TimeProvider>(new TickingClock()), database: database);
        await ReplayAsync(host, name);
    }

    private static async Task ReplayAsync(TestHost host, string name)
    {
        var differences = await new TranscriptReplayer(host.Client, Transcript.Load(name)).ReplayAsync(TestContext.Current.CancellationToken);

        var meant = BetterAnswers.Of(name);
        Assert.Empty(differences.Where(difference => !meant.Contains(difference.Key) && !BetterAnswers.IsAboutAliases(difference.Value)).Select(difference => $"#{difference.Key} {difference.Value}"));
        Assert.Empty(meant.Except(differences.Keys).Select(number => $"#{number} is answered as recorded and need not be listed"));
    }
}
