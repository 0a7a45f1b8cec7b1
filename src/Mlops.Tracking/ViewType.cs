using System.Text.Json.Serialization;

namespace Mlops.Tracking;

/// <summary>Which lifecycle stages a search looks at (MLflow's <c>ViewType</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViewType>))]
public enum ViewType
{
    /// <summary>Only what is active.</summary>
    [JsonStringEnumMemberName("ACTIVE_ONLY")]
    ActiveOnly = 1,

    /// <summary>Only what is deleted.</summary>
    [JsonStringEnumMemberName("DELETED_ONLY")]
    DeletedOnly = 2,

    /// <summary>Both.</summary>
    [JsonStringEnumMemberName("ALL")]
    All = 3,
}
