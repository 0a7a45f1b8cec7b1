using System.Text.Json.Serialization;

namespace Mlops.Tracking.Webhooks;

/// <summary>Whether a webhook is told of events (MLflow's <c>WebhookStatus</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookStatus>))]
internal enum WebhookStatus
{
    /// <summary>It is.</summary>
    [JsonStringEnumMemberName("ACTIVE")]
    Active = 1,

    /// <summary>It is not; what waited for delivery is dropped.</summary>
    [JsonStringEnumMemberName("DISABLED")]
    Disabled = 2,
}
