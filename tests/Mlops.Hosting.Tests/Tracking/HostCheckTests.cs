using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>A browser that was led here under another name, or by a page of another origin, changes and learns nothing.</summary>
public sealed class HostCheckTests : IAsyncLifetime
{
    private const string Search = "/api/2.0/mlflow/runs/search";
    private TestHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(services => services.Configure<HostCheckOptions>(options =>
    {
        options.AllowedHosts.Add("mlops.example.org");
        options.AllowedHosts.Add("*.lab.example.org");
    }));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("mlops.example.org", true)]
    [InlineData("MLOPS.example.org:8443", true)]
    [InlineData("a.lab.example.org", true)]
    [InlineData("lab.example.org", false)]
    [InlineData("evil.example.com", false)]
    [InlineData("mlops.example.org.evil.com", false)]
    [InlineData("evil-lab.example.org", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("localhost.evil.com", false)]
    public async Task Only_known_host_names_are_answered(string host, bool answered)
    {
        foreach (var path in (string[])["/api/2.0/mlflow/experiments/get?experiment_id=0", "/api/3.0/mlflow/server-info", "/mlflow/g/p/tracking/api/3.0/mlflow/server-info", "//api/3.0/mlflow/server-info"])
        {
            using var answer = await SendAsync(HttpMethod.Get, path, host, null);
            Assert.Equal(answered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://mlops.example.org", true)]
    [InlineData("https://evil.example.com", false)]
    [InlineData("null", false)]
    [InlineData("not an origin", false)]
    [InlineData("https://mlops.example.org@evil.example.com", false)]
    public async Task A_foreign_page_changes_nothing(string origin, bool answered)
    {
        using var answer = await SendAsync(HttpMethod.Post, Search, "localhost", origin);
        Assert.Equal(answered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Probes_come_by_any_name()
    {
        foreach (var path in (string[])["/health", "/version"])
        {
            using var answer = await SendAsync(HttpMethod.Get, path, "10.0.0.7:5000", null);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Every_answer_forbids_guessing_its_type_and_framing()
    {
        foreach (var path in (string[])["/health", "/api/2.0/mlflow/nothing", "/api/2.0/mlflow/experiments/get?experiment_id=0", "/api/2.0/mlflow/experiments/get?experiment_id=77"])
        {
            using var answer = await _host.Client.GetAsync(path, Stop);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("SAMEORIGIN", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string host, string? origin)
    {
        // A string keeps doubled slashes, which a combined address would take for a host.
        using var request = new HttpRequestMessage(method, _host.Client.BaseAddress!.ToString().TrimEnd('/') + path);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        request.Content = method == HttpMethod.Post ? JsonContent.Create(new { experiment_ids = (string[])["0"] }) : null;
        return await _host.Client.SendAsync(request, Stop);
    }
}
