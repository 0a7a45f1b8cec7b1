using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>Open access goes with loopback addresses only.</summary>
public sealed class OpenAccessTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("http://mlops.example.org:0")]
    public async Task A_host_that_others_reach_does_not_start_and_says_why(string urls)
    {
        await using var app = Build(host => host.UseUrls(urls));
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Stop));
        Assert.StartsWith("Refusing to start:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no access control is configured", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_only_code_knows_is_refused_too()
    {
        await using var app = Build(host => host.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, 0)));
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Stop));
        Assert.StartsWith("Refusing to start:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.0.0.2:0")]
    [InlineData("http://[::1]:0")]
    public async Task A_host_on_loopback_starts(string urls)
    {
        await using var app = Build(host => host.UseUrls(urls));
        await app.StartAsync(Stop);
        await app.StopAsync(Stop);
    }

    [Fact]
    public async Task With_access_configured_any_address_will_do()
    {
        await using var app = Build(host => host.UseUrls("http://0.0.0.0:0"), services => services.AddSingleton<IAccessControl>(new FixedAccess(AccessLevel.Read)));
        await app.StartAsync(Stop);
        await app.StopAsync(Stop);
    }

    [Theory]
    [InlineData("127.0.0.1", AccessLevel.Admin)]
    [InlineData("::1", AccessLevel.Admin)]
    [InlineData("::ffff:127.0.0.1", AccessLevel.Admin)]
    [InlineData("192.168.1.5", AccessLevel.None)]
    [InlineData("::ffff:192.168.1.5", AccessLevel.None)]
    public async Task A_request_that_did_not_come_over_loopback_may_do_nothing(string local, AccessLevel level)
    {
        var caller = new AccessCaller(new ClaimsPrincipal(), new ConnectionFacts(IPAddress.Parse(local), null));
        Assert.Equal(level, (await new OpenAccess().GetAccessAsync(caller, "", Stop)).Level);
    }

    private WebApplication Build(Action<IWebHostBuilder> configureHost, Action<IServiceCollection>? configureServices = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        configureHost(builder.WebHost);
        configureServices?.Invoke(builder.Services);
        builder.Services.AddMlopsTracking()
            .UseSqlite(options => options.Path = Path.Combine(_folder.Path, "mlops.db"))
            .UseFolder(options => options.Root = Path.Combine(_folder.Path, "artifacts"));
        var app = builder.Build();
        app.MapMlflowApi();
        return app;
    }
}
