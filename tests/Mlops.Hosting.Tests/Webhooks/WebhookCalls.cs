using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Tests.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Tests.Webhooks;

/// <summary>The webhook routes in short, and hosts that may reach this machine.</summary>
internal static class WebhookCalls
{
    public const string Route = RegistryCalls.Api + "webhooks";

    public static object ModelCreated { get; } = new { entity = "REGISTERED_MODEL", action = "CREATED" };

    /// <summary>A host whose webhooks may reach this machine by http, and which does not wait long.</summary>
    public static Task<TestHost> StartHostAsync(TestFolder? folder = null, Action<WebhookOptions>? more = null, Action<IServiceCollection>? services = null) =>
        TestHost.StartAsync(
            collection =>
            {
                collection.PostConfigure<WebhookOptions>(options =>
                {
                    options.AllowHttp = true;
                    options.AllowedNetworks.Add("127.0.0.1/32");
                    options.PollInterval = TimeSpan.FromMilliseconds(20);
                    options.FirstRetryDelay = TimeSpan.FromMilliseconds(1);
                    more?.Invoke(options);
                });
                services?.Invoke(collection);
            },
            folder);

    public static async Task<string> AddWebhookAsync(this TestHost host, string url, string? secret = null, string prefix = "", params object[] events)
    {
        var answer = await host.PostAsync(prefix + Route, new { name = "hook", url, secret, events = events.Length > 0 ? events : [ModelCreated] });
        return answer.GetProperty("webhook").Text("webhook_id");
    }

    public static async Task<JsonElement> TestWebhookAsync(this TestHost host, string id, object? @event = null, string prefix = "") =>
        (await host.PostAsync($"{prefix}{Route}/{id}/test", @event is null ? new { } : new { @event })).GetProperty("result");

    public static async Task<(HttpStatusCode Status, string Code, string Message)> RefusedAsync(this TestHost host, object message)
    {
        using var answer = await host.TryAsync(HttpMethod.Post, Route, message);
        return await answer.RefusalAsync();
    }
}
