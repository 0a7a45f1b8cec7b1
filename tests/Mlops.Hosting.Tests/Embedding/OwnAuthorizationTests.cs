using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Embedding;

/// <summary>An application that authorizes requests itself may be reached from anywhere, and decides who enters.</summary>
public sealed class OwnAuthorizationTests : IDisposable
{
    private const string Path = "/api/2.0/mlflow/experiments/search?max_results=1";
    private readonly TestFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_it_lets_pass_may_enter_from_elsewhere(bool byFallback)
    {
        await using var app = Build(byFallback);
        var routes = app.MapMlflowApi();
        _ = byFallback ? routes : routes.RequireAuthorization();
        await app.StartAsync(Stop);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{new Uri(app.Urls.Single()).Port}") };

        // A proxy on this machine passes on a caller from elsewhere.
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Path, Stop)).StatusCode);
        client.DefaultRequestHeaders.Add("X-Name", "ada");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Path, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/mlflow/a/b/tracking" + Path, Stop)).StatusCode);
        client.DefaultRequestHeaders.Remove("X-Name");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/mlflow/a/b/tracking" + Path, Stop)).StatusCode);
    }

    [Fact]
    public async Task Without_it_the_start_is_refused_and_names_what_would_help()
    {
        await using var app = Build(byFallback: false);
        app.MapMlflowApi();
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Stop));
        foreach (var help in (string[])["RequireAuthorization()", "UseUsers()", "Mlops:Access:Users", "--urls", "fallback policy"])
        {
            Assert.Contains(help, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_route_that_it_leaves_open_is_enough_to_refuse()
    {
        await using var app = Build(byFallback: true);
        app.MapMlflowApi().WithMetadata(new AllowAnonymousAttribute());
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Stop));
    }

    private WebApplication Build(bool byFallback)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, NamedSignIn>("Named", null);
        builder.Services.AddAuthorization(options => options.FallbackPolicy = byFallback ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build() : null);
        builder.Services.AddMlopsTracking().UseSqlite(options => options.Path = System.IO.Path.Combine(_folder.Path, "mlops.db"))
            .UseFolder(options => options.Root = System.IO.Path.Combine(_folder.Path, "artifacts"));
        return builder.Build();
    }
}
