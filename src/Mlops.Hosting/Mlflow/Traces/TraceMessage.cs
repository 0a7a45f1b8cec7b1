using Mlops.Hosting.Mlflow.Assessments;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>Reads MLflow's trace messages.</summary>
internal static class TraceMessage
{
    private const int MaxAssessments = 1000;

    /// <summary>Reads a <c>TraceInfoV3</c>.</summary>
    public static TraceInfo ReadInfo(MlflowMessage info) => new()
    {
        TraceId = info.Required("trace_id"),
        Assessments = ReadAssessments(info),
        ClientRequestId = info.String("client_request_id"),
        TraceLocation = TraceLocation.OfExperiment(ExperimentId(info.Message("trace_location") ?? throw info.Missing("trace_location"))
            ?? throw MlflowException.InvalidParameterValue("A trace can only be kept in an experiment: 'trace_location' must hold 'mlflow_experiment' with an 'experiment_id'.")),
        RequestPreview = info.String("request_preview"),
        ResponsePreview = info.String("response_preview"),
        RequestTime = Time(info.String("request_time")),
        ExecutionDuration = Duration(info.String("execution_duration")),
        State = info.Enum("state", ProtocolEnum.TraceState) ?? TraceState.Unspecified,
        TraceMetadata = info.Map("trace_metadata"),
        Tags = info.Map("tags"),
    };

    private static IReadOnlyList<Assessment> ReadAssessments(MlflowMessage info)
    {
        var traceId = info.Required("trace_id");
        var assessments = info.List("assessments", assessment => AssessmentMessage.Read(assessment, traceId));
        return assessments.Count <= MaxAssessments
            ? assessments
            : throw MlflowException.InvalidParameterValue($"'trace.trace_info.assessments' holds {assessments.Count} assessments; at most {MaxAssessments} may come with a trace.");
    }

    /// <summary>The experiment of a <c>TraceLocation</c>; null where it is none.</summary>
    public static string? ExperimentId(MlflowMessage location) =>
        location.Message("mlflow_experiment") is { } experiment && experiment.String("experiment_id") is { Length: > 0 } id ? id : null;

    /// <summary>The entries of a repeated message of key and value; the last of a key counts.</summary>
    public static IReadOnlyDictionary<string, string> Entries(MlflowMessage message, string name)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in message.Tags(name))
        {
            entries[tag.Key] = tag.Value;
        }

        return entries;
    }

    private static long Time(string? text) => text is null ? 0
        : TimestampConverter.TryParse(text, out var milliseconds) ? milliseconds
        : throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'trace.trace_info.request_time' supplied: it must be a time such as '2026-01-31T23:59:59.999Z'.");

    private static long? Duration(string? text) => text is null ? null
        : DurationConverter.TryParse(text, out var milliseconds) ? milliseconds
        : throw MlflowException.InvalidParameterValue("Invalid value for parameter 'trace.trace_info.execution_duration' supplied: it must be a number of seconds such as '1.5s'.");
}
