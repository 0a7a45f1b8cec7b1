using System.Net;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>What a version may not be made from. Every refusal is a 400 and leaves nothing behind, so one host serves all.</summary>
public sealed class HostileSourceTests(HostileSourceTests.Host host) : IClassFixture<HostileSourceTests.Host>
{
    public static TheoryData<string> Everything => [.. HostileSources.Local.Concat(HostileSources.Relative).Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_hostile_source_is_refused_with_and_without_a_run(string source)
    {
        await RefusedAsync(source, runId: "");
        await RefusedAsync(source, host.Run);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_prompt_tag_lets_no_hostile_source_through(string source)
    {
        await RefusedAsync(source, runId: "", prompt: true);
        await RefusedAsync(source, host.Run, prompt: true);
    }

    private async Task RefusedAsync(string source, string runId, bool prompt = false)
    {
        using var answer = await host.Server.TryRegisterAsync(source.Replace("RUN", host.Run, StringComparison.Ordinal), runId, prompt);
        var (status, code, message) = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (status, code));
        Assert.NotEmpty(message);
        Assert.Equal("{}", (await host.Server.GetAsync(RegistryCalls.Api + "model-versions/search")).GetRawText());
    }

    public sealed class Host : IAsyncLifetime
    {
        public TestHost Server { get; private set; } = null!;

        public string Run { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Server = await TestHost.StartAsync();
            Run = await Server.CreateRunAsync();
            await Server.CreateModelAsync("net");
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
