using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Tests.Registry;
using Mlops.Tracking.Webhooks;
using static Mlops.Hosting.Tests.Webhooks.WebhookCalls;

namespace Mlops.Hosting.Tests.Webhooks;

/// <summary>No way leads to an address that is not allowed.</summary>
public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        var log = new RecordedLog();
        await using var secret = await WebhookReceiver.StartAsync();
        await using var receiver = (await WebhookReceiver.StartAsync()).Answer(status, "Location", secret.Url).Answer(status, "Location", secret.Url);
        await using var host = await StartHostAsync(services: services => services.AddLogging(logging => logging.AddProvider(log)));
        var id = await host.AddWebhookAsync(receiver.Url);

        var result = await host.TestWebhookAsync(id);
        Assert.Equal((false, status), (result.GetProperty("success").GetBoolean(), result.GetProperty("response_status").GetInt32()));
        await host.CreateModelAsync("net");

        Assert.Contains("redirects are not followed", await log.WaitAsync(2042), StringComparison.Ordinal);
        Assert.Equal((2, 0), (receiver.Waiting, secret.Waiting));
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_after_it_was_registered_is_not_connected_to()
    {
        var log = new RecordedLog();
        var names = new ChangingName();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await TestHost.StartAsync(services =>
        {
            services.PostConfigure<WebhookOptions>(options => (options.AllowHttp, options.PollInterval) = (true, TimeSpan.FromMilliseconds(20)));
            services.AddSingleton<IHostResolver>(names);
            services.AddLogging(logging => logging.AddProvider(log));
        });
        var id = await host.AddWebhookAsync($"http://changing.example:{receiver.Port}/hook");
        names.Address = IPAddress.Loopback;

        var result = await host.TestWebhookAsync(id);
        await host.CreateModelAsync("net");

        Assert.Equal("Failed to test webhook: The host's address is not one of the public internet.", result.Text("error_message"));
        Assert.Contains("is given up after attempt 1: The host's address is not one of the public internet.", await log.WaitAsync(2042), StringComparison.Ordinal);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task A_name_that_leads_to_an_allowed_address_is_connected_to()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartHostAsync(services: services => services.AddSingleton<IHostResolver>(new ChangingName { Address = IPAddress.Loopback }));
        await host.AddWebhookAsync($"http://changing.example:{receiver.Port}/hook");
        await host.CreateModelAsync("net");
        Assert.Equal($"changing.example:{receiver.Port}", (await receiver.NextAsync()).Headers["Host"]);
    }

    [Fact]
    public async Task What_was_allowed_once_and_no_more_is_not_delivered_to()
    {
        using var folder = new TestFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        string id;
        await using (var host = await StartHostAsync(folder))
        {
            id = await host.AddWebhookAsync(receiver.Url);
        }

        await using var strict = await TestHost.StartAsync(folder: folder);
        var result = await strict.TestWebhookAsync(id);
        Assert.Equal("Failed to test webhook: Invalid webhook URL scheme: 'http'. Allowed schemes are: https.", result.Text("error_message"));
        Assert.Equal(0, receiver.Waiting);
    }

    [Theory]
    [InlineData("https://0.0.0.0/hook")]
    [InlineData("https://0/hook")]
    [InlineData("https://0x0/hook")]
    [InlineData("https://[::]/hook")]
    [InlineData("https://[::ffff:0.0.0.0]/hook")]
    [InlineData("https://127.1/hook")]
    public async Task An_address_of_no_host_is_refused(string url)
    {
        await using var host = await TestHost.StartAsync();
        using var refused = await host.TryAsync(HttpMethod.Post, "/api/2.0/mlflow/webhooks", new { name = "hook", url, events = new[] { new { entity = "REGISTERED_MODEL", action = "CREATED" } } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private sealed class ChangingName : IHostResolver
    {
        public IPAddress Address { get; set; } = IPAddress.Parse("93.184.216.34");

        public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<IPAddress>>([Address]);
    }
}
