using System.Text.Json.Serialization;

namespace Mlops.Tracking;

/// <summary>Whether an experiment or run is in use or in the trash; written as <c>active</c> or <c>deleted</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LifecycleStage>))]
public enum LifecycleStage
{
    /// <summary>In use.</summary>
    [JsonStringEnumMemberName("active")]
    Active = 0,

    /// <summary>Deleted softly; <c>restore</c> brings it back.</summary>
    [JsonStringEnumMemberName("deleted")]
    Deleted = 1,
}
