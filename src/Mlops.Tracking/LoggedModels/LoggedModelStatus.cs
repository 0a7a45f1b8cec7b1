using System.Text.Json.Serialization;

namespace Mlops.Tracking.LoggedModels;

/// <summary>How far the upload of a logged model has come (MLflow's <c>LoggedModelStatus</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LoggedModelStatus>))]
public enum LoggedModelStatus
{
    /// <summary>Nobody said.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_STATUS_UNSPECIFIED")]
    Unspecified = 0,

    /// <summary>Its files are being written.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_PENDING")]
    Pending = 1,

    /// <summary>Its files are there.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_READY")]
    Ready = 2,

    /// <summary>Its files could not be written.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_UPLOAD_FAILED")]
    UploadFailed = 3,
}
