using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Tests.Registry;
using Mlops.Hosting.Webhooks;
using Mlops.Tracking.Webhooks;
using static Mlops.Hosting.Tests.Webhooks.WebhookCalls;

namespace Mlops.Hosting.Tests.Webhooks;

/// <summary>Changes of the registry as a receiver hears of them.</summary>
public sealed class WebhookDeliveryTests
{
    [Fact]
    public async Task A_change_is_posted_with_the_protocols_headers_and_a_signature_that_holds()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartHostAsync();
        await host.AddWebhookAsync(receiver.Url + "?token=1", secret: "s3crét");
        await host.CreateModelAsync("net");

        var delivery = await receiver.NextAsync();

        Assert.Equal(("POST", "/hook?token=1"), (delivery.Method, delivery.Path));
        Assert.Equal("application/json", delivery.Headers["Content-Type"]);
        Assert.True(Guid.TryParse(delivery.DeliveryId, out _));
        var timestamp = delivery.Headers["X-MLflow-Timestamp"];
        Assert.InRange(long.Parse(timestamp, CultureInfo.InvariantCulture), 1_700_000_000, 100_000_000_000);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3crét"), Encoding.UTF8.GetBytes($"{delivery.DeliveryId}.{timestamp}.{delivery.Body}"));
        Assert.Equal("v1," + Convert.ToBase64String(expected), delivery.Headers["X-MLflow-Signature"]);
        var body = JsonDocument.Parse(delivery.Body).RootElement;
        Assert.Equal("registered_model.created", delivery.Event);
        Assert.Equal("net", body.GetProperty("data").Text("name"));
        Assert.EndsWith("+00:00", body.Text("timestamp"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_signed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartHostAsync();
        await host.AddWebhookAsync(receiver.Url);
        await host.CreateModelAsync("net");
        Assert.DoesNotContain("X-MLflow-Signature", (await receiver.NextAsync()).Headers);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_receiver_in_trouble_is_asked_again_under_the_same_id(int status)
    {
        await using var receiver = (await WebhookReceiver.StartAsync()).Answer(status).Answer(status);
        await using var host = await StartHostAsync();
        await host.AddWebhookAsync(receiver.Url);
        await host.CreateModelAsync("net");

        var (first, second, third) = (await receiver.NextAsync(), await receiver.NextAsync(), await receiver.NextAsync());

        Assert.Equal([first.DeliveryId, first.DeliveryId], [second.DeliveryId, third.DeliveryId]);
        Assert.Equal([first.Body, first.Body], [second.Body, third.Body]);
    }

    [Fact]
    public async Task After_the_last_retry_a_delivery_is_given_up_and_the_next_is_made()
    {
        var log = new RecordedLog();
        await using var receiver = (await WebhookReceiver.StartAsync()).Answer(503).Answer(503).Answer(503).Answer(503);
        await using var host = await StartHostAsync(services: services => services.AddLogging(logging => logging.AddProvider(log)));
        await host.AddWebhookAsync(receiver.Url + "?token=hidden", secret: "s3cret");
        await host.CreateModelAsync("net");
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await receiver.NextAsync();
        }

        Assert.Contains("is given up after attempt 4: The receiver answered 503.", await log.WaitAsync(2042), StringComparison.Ordinal);
        await host.CreateModelAsync("next");
        Assert.Contains("\"next\"", (await receiver.NextAsync()).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task A_refusal_is_final(int status)
    {
        var log = new RecordedLog();
        await using var receiver = (await WebhookReceiver.StartAsync()).Answer(status);
        await using var host = await StartHostAsync(services: services => services.AddLogging(logging => logging.AddProvider(log)));
        await host.AddWebhookAsync(receiver.Url);
        await host.CreateModelAsync("net");
        Assert.Contains($"after attempt 1: The receiver answered {status}.", await log.WaitAsync(2042), StringComparison.Ordinal);
        await receiver.NextAsync();
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task A_receiver_says_how_long_to_wait()
    {
        var log = new RecordedLog();
        await using var receiver = (await WebhookReceiver.StartAsync()).Answer(429, "Retry-After", "3600");
        await using var host = await StartHostAsync(
            more: options => options.MaxRetryAfter = TimeSpan.FromMinutes(7), services: services => services.AddLogging(logging => logging.AddProvider(log)));
        await host.AddWebhookAsync(receiver.Url);
        await host.CreateModelAsync("net");
        Assert.EndsWith("The next is in 00:07:00. ", await log.WaitAsync(2041), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null, 1, 2)]
    [InlineData(2, null, 2, 3)]
    [InlineData(3, null, 4, 5)]
    [InlineData(10, null, 60, 61)]
    [InlineData(100, null, 60, 61)]
    [InlineData(1, 30, 30, 30)]
    [InlineData(1, -30, 1, 2)]
    [InlineData(1, 100_000, 600, 600)]
    public void Waits_double_up_to_a_bound_with_some_chance(int attempt, int? asked, int least, int most)
    {
        var delay = WebhookDeliveryRunner.Delay(new WebhookOptions(), attempt, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        Assert.InRange(delay, TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));
    }

    [Fact]
    public async Task A_delivery_outlives_the_host_that_owes_it()
    {
        using var folder = new TestFolder();
        await using var receiver = (await WebhookReceiver.StartAsync()).Answer(503, "Retry-After", "1");
        ReceivedDelivery first;
        await using (var host = await StartHostAsync(folder, options => options.MaxRetryAfter = TimeSpan.FromSeconds(1)))
        {
            await host.AddWebhookAsync(receiver.Url, secret: "s3cret");
            await host.CreateModelAsync("net");
            first = await receiver.NextAsync();
        }

        await using var successor = await StartHostAsync(folder);
        var second = await receiver.NextAsync();
        Assert.Equal((first.DeliveryId, first.Body), (second.DeliveryId, second.Body));
        Assert.Contains("X-MLflow-Signature", second.Headers);
    }

    [Fact]
    public async Task Several_hosts_deliver_each_event_once()
    {
        const int Events = 40;
        using var folder = new TestFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var one = await StartHostAsync(folder);
        await using var two = await StartHostAsync(folder);
        await one.AddWebhookAsync(receiver.Url);
        await Task.WhenAll(Enumerable.Range(0, Events).Select(number => (number % 2 == 0 ? one : two).CreateModelAsync($"net-{number}")));

        var ids = new HashSet<string>();
        for (var i = 0; i < Events; i++)
        {
            Assert.True(ids.Add((await receiver.NextAsync()).DeliveryId));
        }

        await one.CreateModelAsync("last");
        Assert.Contains("\"last\"", (await receiver.NextAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_nobody_else()
    {
        var never = new TaskCompletionSource();
        await using var slow = (await WebhookReceiver.StartAsync()).AnswerAfter(never.Task);
        await using var quick = await WebhookReceiver.StartAsync();
        await using var host = await StartHostAsync();
        await host.AddWebhookAsync(slow.Url);
        await host.AddWebhookAsync(quick.Url);
        await host.CreateModelAsync("one");
        await host.CreateModelAsync("two");
        await slow.NextAsync();
        await quick.NextAsync();
        await quick.NextAsync();
        Assert.Equal(0, slow.Waiting);
        never.SetResult();
        Assert.Contains("\"two\"", (await slow.NextAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_left_after_a_while()
    {
        var never = new TaskCompletionSource();
        await using var receiver = (await WebhookReceiver.StartAsync()).AnswerAfter(never.Task);
        await using var host = await StartHostAsync(more: options => options.Timeout = TimeSpan.FromMilliseconds(50));
        await host.AddWebhookAsync(receiver.Url);
        await host.CreateModelAsync("net");
        Assert.Equal((await receiver.NextAsync()).DeliveryId, (await receiver.NextAsync()).DeliveryId);
    }

    [Fact]
    public async Task A_webhook_of_a_project_hears_of_its_project_alone()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await StartHostAsync();
        await host.AddWebhookAsync(receiver.Url, prefix: "/mlflow/a/b/tracking");
        await host.CreateModelAsync("elsewhere");
        await host.CreateModelAsync("net", prefix: "/mlflow/a/b/tracking");
        var body = JsonDocument.Parse((await receiver.NextAsync()).Body).RootElement;
        Assert.Equal(("net", "a/b"), (body.GetProperty("data").Text("name"), body.Text("workspace")));
    }

    [Fact]
    public async Task A_test_tells_how_the_delivery_of_an_example_went()
    {
        await using var receiver = (await WebhookReceiver.StartAsync()).Answer(200, body: "thanks").Answer(418, body: new string('x', 100_000));
        await using var host = await StartHostAsync();
        var id = await host.AddWebhookAsync(receiver.Url, secret: "s3cret");

        var good = await host.TestWebhookAsync(id);
        Assert.Equal("""{"success":true,"response_status":200,"response_body":"thanks"}""", good.GetRawText());
        Assert.Equal("registered_model.created", (await receiver.NextAsync()).Event);

        var bad = await host.TestWebhookAsync(id, new { entity = "PROMPT_VERSION_TAG", action = "DELETED" });
        Assert.Equal((false, 418, 65_536), (bad.GetProperty("success").GetBoolean(), bad.GetProperty("response_status").GetInt32(), bad.Text("response_body").Length));
        Assert.False(bad.TryGetProperty("error_message", out _));
        var delivery = await receiver.NextAsync();
        Assert.Equal("prompt_version_tag.deleted", delivery.Event);
        Assert.Contains("X-MLflow-Signature", delivery.Headers);
        Assert.Equal(0, receiver.Waiting);
    }

    [Fact]
    public async Task A_test_of_a_receiver_that_is_not_there_says_so()
    {
        await using var host = await StartHostAsync();
        string url;
        await using (var receiver = await WebhookReceiver.StartAsync())
        {
            url = receiver.Url;
        }

        var result = await host.TestWebhookAsync(await host.AddWebhookAsync(url));
        Assert.Equal("""{"success":false,"error_message":"Failed to test webhook: The host can\u0027t be connected to."}""", result.GetRawText());
    }
}
