using System.Text.Json.Serialization;

namespace Mlops.Tracking.Runs;

/// <summary>Where a run stands (MLflow's <c>RunStatus</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>In progress.</summary>
    [JsonStringEnumMemberName("RUNNING")]
    Running = 1,

    /// <summary>Waiting for its start.</summary>
    [JsonStringEnumMemberName("SCHEDULED")]
    Scheduled = 2,

    /// <summary>Ended well.</summary>
    [JsonStringEnumMemberName("FINISHED")]
    Finished = 3,

    /// <summary>Ended with an error.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed = 4,

    /// <summary>Ended by somebody.</summary>
    [JsonStringEnumMemberName("KILLED")]
    Killed = 5,
}
