using System.Text.Json.Serialization;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Issues;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Scorers;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Webhooks;
using Mlops.Tracking.Workspaces;

namespace Mlops.Tracking.Json;

/// <summary>Source-generated metadata of the wire records; <see cref="TrackingJson"/> adds the rule for empty lists.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CreateExperimentResponse))]
[JsonSerializable(typeof(GetExperimentResponse))]
[JsonSerializable(typeof(SearchExperimentsResponse))]
[JsonSerializable(typeof(RunResponse))]
[JsonSerializable(typeof(UpdateRunResponse))]
[JsonSerializable(typeof(SearchRunsResponse))]
[JsonSerializable(typeof(ListArtifactsResponse))]
[JsonSerializable(typeof(CreateMultipartUploadResponse))]
[JsonSerializable(typeof(RegisteredModelResponse))]
[JsonSerializable(typeof(SearchRegisteredModelsResponse))]
[JsonSerializable(typeof(ModelVersionResponse))]
[JsonSerializable(typeof(ModelVersionsResponse))]
[JsonSerializable(typeof(DownloadUriResponse))]
[JsonSerializable(typeof(LoggedModelResponse))]
[JsonSerializable(typeof(SearchLoggedModelsResponse))]
[JsonSerializable(typeof(SearchDatasetsResponse))]
[JsonSerializable(typeof(EvaluationDatasetResponse))]
[JsonSerializable(typeof(SearchEvaluationDatasetsResponse))]
[JsonSerializable(typeof(DatasetExperimentIdsResponse))]
[JsonSerializable(typeof(UpsertDatasetRecordsResponse))]
[JsonSerializable(typeof(DatasetRecordsResponse))]
[JsonSerializable(typeof(DeleteDatasetRecordsResponse))]
[JsonSerializable(typeof(RegisterScorerResponse))]
[JsonSerializable(typeof(ScorerResponse))]
[JsonSerializable(typeof(ScorersResponse))]
[JsonSerializable(typeof(OnlineScoringConfigResponse))]
[JsonSerializable(typeof(OnlineScoringConfigsResponse))]
[JsonSerializable(typeof(IssueResponse))]
[JsonSerializable(typeof(SearchIssuesResponse))]
[JsonSerializable(typeof(WebhookResponse))]
[JsonSerializable(typeof(ListWebhooksResponse))]
[JsonSerializable(typeof(TestWebhookResponse))]
[JsonSerializable(typeof(WorkspaceResponse))]
[JsonSerializable(typeof(ListWorkspacesResponse))]
[JsonSerializable(typeof(AssessmentResponse))]
[JsonSerializable(typeof(TraceMetricsResponse))]
[JsonSerializable(typeof(TraceResponse))]
[JsonSerializable(typeof(TracesResponse))]
[JsonSerializable(typeof(TraceInfosResponse))]
[JsonSerializable(typeof(SearchTracesResponse))]
[JsonSerializable(typeof(DeleteTracesResponse))]
[JsonSerializable(typeof(FilterCorrelation))]
[JsonSerializable(typeof(LegacyTraceResponse))]
[JsonSerializable(typeof(SearchLegacyTracesResponse))]
internal sealed partial class TrackingJsonContext : JsonSerializerContext;
