using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access;
using Mlops.Hosting.Tests.Artifacts;
using Mlops.Hosting.Tests.Registry;
using static Mlops.Hosting.Tests.Webhooks.WebhookCalls;

namespace Mlops.Hosting.Tests.Webhooks;

public sealed class WebhookRouteTests
{
    private const string Public = "https://93.184.216.34/hook";

    [Fact]
    public async Task A_secret_is_never_given_away()
    {
        await using var host = await TestHost.StartAsync();
        var created = await host.PostAsync(Route, new { name = "hook", url = Public, secret = "s3cret", events = (object[])[ModelCreated] });
        var id = created.GetProperty("webhook").Text("webhook_id");
        var updated = await host.SendAsync(HttpMethod.Patch, $"{Route}/{id}", new { secret = "other s3cret" });
        Assert.All(
            new[] { created, updated, await host.GetAsync($"{Route}/{id}"), await host.GetAsync(Route) },
            answer => Assert.DoesNotContain("s3cret", answer.GetRawText(), StringComparison.Ordinal));
        await host.StopAsync();
        foreach (var file in Directory.EnumerateFiles(host.DataFolder))
        {
            Assert.DoesNotContain("s3cret", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http://93.184.216.34/hook", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.")]
    [InlineData("https://127.0.0.1/hook", "Webhook URL must not resolve to a non-public IP address. '127.0.0.1' does.")]
    [InlineData("https://0x7f000001/hook", "Webhook URL must not resolve to a non-public IP address. '127.0.0.1' does.")]
    [InlineData("https://localhost/hook", "Webhook URL must not resolve to a non-public IP address. 'localhost' does.")]
    [InlineData("https://[::ffff:169.254.169.254]/hook", "Webhook URL must not resolve to a non-public IP address.*")]
    [InlineData("https://user:password@93.184.216.34/", "Webhook URL must not hold a user name or password*")]
    public async Task A_url_that_may_not_be_reached_is_refused_at_once(string url, string message)
    {
        await using var host = await TestHost.StartAsync();
        var refusal = await host.RefusedAsync(new { name = "hook", url, events = (object[])[ModelCreated] });
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.StartsWith(message.TrimEnd('*'), refusal.Message, StringComparison.Ordinal);

        var id = await host.AddWebhookAsync(Public);
        using var answer = await host.TryAsync(HttpMethod.Patch, $"{Route}/{id}", new { url });
        Assert.Equal(refusal.Message, (await answer.RefusalAsync()).Message);
        Assert.Equal(Public, (await host.GetAsync($"{Route}/{id}")).GetProperty("webhook").Text("url"));
    }

    [Fact]
    public async Task An_event_that_does_not_exist_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        Assert.Equal(
            "Invalid action 'updated' for entity 'registered_model'. Valid actions are: ['created']",
            (await host.RefusedAsync(new { name = "hook", url = Public, events = (object[])[new { entity = "REGISTERED_MODEL", action = "UPDATED" }] })).Message);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await host.RefusedAsync(new { name = "hook", url = Public, events = (object[])[new { entity = "MOON", action = "CREATED" }] })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.RefusedAsync(new { name = "hook", url = Public, events = (object[])[new { }] })).Status);
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("x.")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a\n")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_name_that_breaks_the_rule_is_refused(string name)
    {
        await using var host = await TestHost.StartAsync();
        var refusal = await host.RefusedAsync(new { name, url = Public, events = (object[])[ModelCreated] });
        Assert.Equal("INVALID_PARAMETER_VALUE", refusal.Code);
        Assert.EndsWith("contain only letters, digits, dots (.), underscores (_), and hyphens (-).", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_administers_a_workspace_has_its_webhooks()
    {
        await using var host = await TestHost.StartAsync(services => services.AddSingleton<IAccessControl>(new FixedAccess(AccessLevel.Write)));
        using var list = await host.Client.GetAsync(Route, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        using var create = await host.TryAsync(HttpMethod.Post, Route, new { name = "hook", url = Public, events = (object[])[ModelCreated] });
        Assert.Equal(HttpStatusCode.Forbidden, create.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_another_workspace_is_reached()
    {
        await using var host = await TestHost.StartAsync();
        var id = await host.AddWebhookAsync(Public, prefix: "/mlflow/a/b/tracking");
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Patch, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/test") })
        {
            using var answer = await host.TryAsync(method, $"/mlflow/a/c/tracking{Route}/{id}{path}", new { name = "mine" });
            Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", $"Webhook with ID {id} not found."), await answer.RefusalAsync());
        }
    }
}
