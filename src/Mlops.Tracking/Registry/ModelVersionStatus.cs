using System.Text.Json.Serialization;

namespace Mlops.Tracking.Registry;

/// <summary>Whether a model version may be used (MLflow's <c>ModelVersionStatus</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelVersionStatus>))]
public enum ModelVersionStatus
{
    /// <summary>Its files are yet to be inspected.</summary>
    [JsonStringEnumMemberName("PENDING_REGISTRATION")]
    PendingRegistration = 1,

    /// <summary>Its files are not a sound model; the status message says why.</summary>
    [JsonStringEnumMemberName("FAILED_REGISTRATION")]
    FailedRegistration = 2,

    /// <summary>It may be used.</summary>
    [JsonStringEnumMemberName("READY")]
    Ready = 3,
}
