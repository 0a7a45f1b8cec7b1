using System.Text.Json;

namespace Mlops.Hosting.Tests.Webhooks;

/// <summary>A request that a receiver got.</summary>
internal sealed record ReceivedDelivery(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string DeliveryId => Headers["X-MLflow-Delivery-Id"];

    public string Event
    {
        get
        {
            var body = JsonDocument.Parse(Body).RootElement;
            return $"{body.GetProperty("entity")}.{body.GetProperty("action")}";
        }
    }
}
