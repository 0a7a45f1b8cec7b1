using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Ui;
using Mlops.Hosting.Tests.Artifacts;
using Mlops.Hosting.Tests.Tracking;

namespace Mlops.Hosting.Tests.Ui;

/// <summary>MLflow's own pages, where an operator has put them.</summary>
public sealed class MlflowPagesTests : IDisposable
{
    private readonly TestFolder _outside = new();
    private readonly string _pages;

    public MlflowPagesTests()
    {
        _pages = Path.Combine(_outside.Path, "build");
        Directory.CreateDirectory(Path.Combine(_pages, "static", "js"));
        File.WriteAllText(Path.Combine(_pages, "index.html"), "<!DOCTYPE html><title>pages</title>");
        File.WriteAllText(Path.Combine(_pages, "static", "js", "main.1234.js"), "run()");
        File.WriteAllText(Path.Combine(_pages, ".env"), "secret");
        File.WriteAllText(Path.Combine(_outside.Path, "secret.txt"), "secret");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _outside.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("/mlflow/group/project/tracking")]
    public async Task The_page_and_its_files_come_at_the_root_and_below_a_project(string prefix)
    {
        await using var host = await StartAsync();
        using var page = await host.Client.GetAsync(new Uri(prefix + "/", UriKind.Relative), Stop);
        Assert.Equal("<!DOCTYPE html><title>pages</title>", await page.Content.ReadAsStringAsync(Stop));
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.True(page.Headers.CacheControl?.NoCache);
        Assert.Contains("frame-ancestors 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        using var script = await host.Client.GetAsync(new Uri(prefix + "/static-files/static/js/main.1234.js", UriKind.Relative), Stop);
        Assert.Equal("run()", await script.Content.ReadAsStringAsync(Stop));
        Assert.Equal("text/javascript; charset=utf-8", script.Content.Headers.ContentType?.ToString());
        Assert.Equal(TimeSpan.FromDays(28), script.Headers.CacheControl?.MaxAge);
        Assert.Equal("nosniff", script.Headers.GetValues("X-Content-Type-Options").Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, prefix + "/static-files/static/js/main.1234.js");
        again.Headers.IfModifiedSince = script.Content.Headers.LastModified;
        using var unchanged = await host.Client.SendAsync(again, Stop);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task An_address_without_its_last_slash_leads_to_the_one_with_it()
    {
        await using var host = await StartAsync();
        var answer = await RawAnswer.OfAsync(host.Client.BaseAddress!, "GET", "/mlflow/group/project/tracking", "", "", Stop);
        Assert.Equal(302, answer.Status);
        Assert.Contains("Location: /mlflow/group/project/tracking/", answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/static-files/")]
    [InlineData("/static-files/static/js")]
    [InlineData("/static-files/missing.js")]
    [InlineData("/static-files/.env")]
    [InlineData("/static-files/../secret.txt")]
    [InlineData("/static-files/..%2fsecret.txt")]
    [InlineData("/static-files/%2e%2e/secret.txt")]
    [InlineData("/static-files/static/..%5c..%5c..%5csecret.txt")]
    [InlineData("/static-files/%252e%252e%252fsecret.txt")]
    [InlineData("/static-files//etc/passwd")]
    [InlineData("/static-files/%00")]
    [InlineData("/static-files/C:%5cWindows%5cwin.ini")]
    public async Task Nothing_else_of_the_machine_is_served(string path)
    {
        await using var host = await StartAsync();
        var answer = await RawAnswer.OfAsync(host.Client.BaseAddress!, "GET", path, "", "", Stop);
        Assert.InRange(answer.Status, 400, 404);
        Assert.DoesNotContain("secret", answer.Body.Replace("secret.txt", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_ask_for_no_access_and_nothing_else_is_opened_by_them()
    {
        await using var host = await StartAsync(services => services.AddSingleton<IAccessControl>(new FixedAccess(AccessLevel.None)));
        Assert.Equal(
            ["/", "/ajax-api/3.0/mlflow/server-info", "/api/3.0/mlflow/server-info", "/health", "/health/ready", "/static-files/{**path}", "/version"],
            MlflowRoute.All(host.Endpoints).Where(route => route.Access == AccessLevel.None && route.Caller == RequiredCaller.Anybody && route.Method == HttpMethod.Get).Select(route => route.Pattern).Order(StringComparer.Ordinal));
        using var page = await host.Client.GetAsync(new Uri("/", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Without_a_folder_there_are_no_pages()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var path in (string[])["/", "/static-files/index.html"])
        {
            using var answer = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_folder_without_pages_is_named_at_the_start()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => TestHost.StartAsync(services => services.Configure<MlflowUiOptions>(options => options.UiPath = _outside.Path)));
        Assert.Contains("Mlops:Mlflow:UiPath", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_are_told_to_send_no_telemetry()
    {
        await using var host = await TestHost.StartAsync();
        Assert.True((await host.GetAsync("/ajax-api/3.0/mlflow/ui-telemetry")).GetProperty("disable_ui_telemetry").GetBoolean());
        Assert.Equal("disabled", (await host.PostAsync("/ajax-api/3.0/mlflow/ui-telemetry", new { records = Array.Empty<object>() })).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_pages_are_told_that_there_are_no_language_models()
    {
        await using var host = await TestHost.StartAsync();
        Assert.Equal("""{"endpoints":[]}""", (await host.GetAsync("/ajax-api/2.0/mlflow/gateway-proxy?gateway_path=api/2.0/endpoints")).GetRawText());
        Assert.Equal(
            """{"endpoints":[]}""",
            (await host.PostAsync("/ajax-api/2.0/mlflow/gateway-proxy", new { gateway_path = "gateway/x/invocations", json_data = new { } })).GetRawText());
    }

    private Task<TestHost> StartAsync(Action<IServiceCollection>? configure = null) => TestHost.StartAsync(services =>
    {
        configure?.Invoke(services);
        services.Configure<MlflowUiOptions>(options => options.UiPath = _pages);
    });
}
