using Mlops.Tracking;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Runs;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Webhooks;

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

    public static WebhookStatus? WebhookStatus(string name) => name switch
    {
        "ACTIVE" or "1" => Tracking.Webhooks.WebhookStatus.Active,
        "DISABLED" or "2" => Tracking.Webhooks.WebhookStatus.Disabled,
        _ => null,
    };

    public static WebhookEntity? WebhookEntity(string name) => name switch
    {
        "REGISTERED_MODEL" or "1" => Tracking.Webhooks.WebhookEntity.RegisteredModel,
        "MODEL_VERSION" or "2" => Tracking.Webhooks.WebhookEntity.ModelVersion,
        "MODEL_VERSION_TAG" or "3" => Tracking.Webhooks.WebhookEntity.ModelVersionTag,
        "MODEL_VERSION_ALIAS" or "4" => Tracking.Webhooks.WebhookEntity.ModelVersionAlias,
        "PROMPT" or "5" => Tracking.Webhooks.WebhookEntity.Prompt,
        "PROMPT_VERSION" or "6" => Tracking.Webhooks.WebhookEntity.PromptVersion,
        "PROMPT_TAG" or "7" => Tracking.Webhooks.WebhookEntity.PromptTag,
        "PROMPT_VERSION_TAG" or "8" => Tracking.Webhooks.WebhookEntity.PromptVersionTag,
        "PROMPT_ALIAS" or "9" => Tracking.Webhooks.WebhookEntity.PromptAlias,
        "BUDGET_POLICY" or "10" => Tracking.Webhooks.WebhookEntity.BudgetPolicy,
        _ => null,
    };

    public static WebhookAction? WebhookAction(string name) => name switch
    {
        "CREATED" or "1" => Tracking.Webhooks.WebhookAction.Created,
        "UPDATED" or "2" => Tracking.Webhooks.WebhookAction.Updated,
        "DELETED" or "3" => Tracking.Webhooks.WebhookAction.Deleted,
        "SET" or "4" => Tracking.Webhooks.WebhookAction.Set,
        "EXCEEDED" or "5" => Tracking.Webhooks.WebhookAction.Exceeded,
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
