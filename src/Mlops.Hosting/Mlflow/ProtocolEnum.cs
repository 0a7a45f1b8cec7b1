using Mlops.Tracking;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Runs;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Mlflow;

/// <summary>Reads the protocol's enum names; null for a name it does not know.</summary>
internal static class ProtocolEnum
{
    public static ViewType? ViewType(string name) => name switch
    {
        "ACTIVE_ONLY" or "1" => Tracking.ViewType.ActiveOnly,
        "DELETED_ONLY" or "2" => Tracking.ViewType.DeletedOnly,
        "ALL" or "3" => Tracking.ViewType.All,
        _ => null,
    };

    public static LoggedModelStatus? LoggedModelStatus(string name) => name switch
    {
        "LOGGED_MODEL_STATUS_UNSPECIFIED" or "0" => Tracking.LoggedModels.LoggedModelStatus.Unspecified,
        "LOGGED_MODEL_PENDING" or "1" => Tracking.LoggedModels.LoggedModelStatus.Pending,
        "LOGGED_MODEL_READY" or "2" => Tracking.LoggedModels.LoggedModelStatus.Ready,
        "LOGGED_MODEL_UPLOAD_FAILED" or "3" => Tracking.LoggedModels.LoggedModelStatus.UploadFailed,
        _ => null,
    };

    public static RunStatus? RunStatus(string name) => name switch
    {
        "RUNNING" or "1" => Tracking.Runs.RunStatus.Running,
        "SCHEDULED" or "2" => Tracking.Runs.RunStatus.Scheduled,
        "FINISHED" or "3" => Tracking.Runs.RunStatus.Finished,
        "FAILED" or "4" => Tracking.Runs.RunStatus.Failed,
        "KILLED" or "5" => Tracking.Runs.RunStatus.Killed,
        _ => null,
    };

    public static TraceState? TraceState(string name) => name switch
    {
        "STATE_UNSPECIFIED" or "TRACE_STATUS_UNSPECIFIED" or "0" => Tracking.Traces.TraceState.Unspecified,
        "OK" or "1" => Tracking.Traces.TraceState.Ok,
        "ERROR" or "2" => Tracking.Traces.TraceState.Error,
        "IN_PROGRESS" or "3" => Tracking.Traces.TraceState.InProgress,
        _ => null,
    };

    public static TraceMetricView? TraceMetricView(string name) => name switch
    {
        "TRACES" or "1" => Tracking.TraceMetrics.TraceMetricView.Traces,
        "SPANS" or "2" => Tracking.TraceMetrics.TraceMetricView.Spans,
        "ASSESSMENTS" or "3" => Tracking.TraceMetrics.TraceMetricView.Assessments,
        _ => null,
    };

    public static TraceMetricAggregationType? TraceMetricAggregationType(string name) => name switch
    {
        "COUNT" or "1" => Tracking.TraceMetrics.TraceMetricAggregationType.Count,
        "SUM" or "2" => Tracking.TraceMetrics.TraceMetricAggregationType.Sum,
        "AVG" or "3" => Tracking.TraceMetrics.TraceMetricAggregationType.Avg,
        "PERCENTILE" or "4" => Tracking.TraceMetrics.TraceMetricAggregationType.Percentile,
        "MIN" or "5" => Tracking.TraceMetrics.TraceMetricAggregationType.Min,
        "MAX" or "6" => Tracking.TraceMetrics.TraceMetricAggregationType.Max,
        _ => null,
    };
}
