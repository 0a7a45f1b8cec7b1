using System.Text.Json.Nodes;
using Mlops.Storage.Tests.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Webhooks;

/// <summary>What the contracts of the webhook ports have in common.</summary>
public abstract class WebhookContract : RegistryContract
{
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private protected static readonly WebhookEvent ModelCreated = new(WebhookEntity.RegisteredModel, WebhookAction.Created);
    private protected static readonly WebhookEvent VersionCreated = new(WebhookEntity.ModelVersion, WebhookAction.Created);

    private protected IWebhookStore Webhooks => Backend.Webhooks;

    private protected IWebhookDeliveryQueue Deliveries => Backend.Deliveries;

    private protected async Task<Webhook> AddWebhook(string name = "hook", string workspace = Workspace, params WebhookEvent[] events) => await Webhooks.CreateAsync(
        workspace,
        Guid.NewGuid().ToString(),
        new WebhookChange { Name = name, Url = $"https://example.org/{name}", Events = events.Length > 0 ? events : [ModelCreated], ProtectedSecret = $"box of {name}" },
        Stop);

    private protected async Task<PendingDelivery?> Take() => await Deliveries.TakeAsync(Lease, Stop);

    /// <summary>Takes and ends everything that is due, and gives what it told: event and data.</summary>
    protected async Task<List<(string Event, string Data)>> Drain()
    {
        var told = new List<(string, string)>();
        while (await Take() is { } delivery)
        {
            var body = JsonNode.Parse(delivery.Body)!;
            told.Add(($"{body["entity"]}.{body["action"]}", body["data"]!.ToJsonString()));
            Assert.True(await Deliveries.RemoveAsync(delivery, Stop));
        }

        return told;
    }
}
