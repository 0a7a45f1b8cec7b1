using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Client;

internal sealed record CreateRun(string ExperimentId, string? RunName, string? UserId, long StartTime, IReadOnlyList<Tag>? Tags);

internal sealed record UpdateRun(string RunId, RunStatus? Status, long? EndTime, string? RunName);

internal sealed record SearchRuns(
    IReadOnlyList<string> ExperimentIds, string? Filter, ViewType RunViewType, int MaxResults, IReadOnlyList<string>? OrderBy, string? PageToken);

internal sealed record RunReference(string RunId);

internal sealed record RunTag(string RunId, string Key, string? Value);

internal sealed record LogBatch(string RunId, IReadOnlyList<Metric>? Metrics, IReadOnlyList<Param>? Params, IReadOnlyList<Tag>? Tags);

internal sealed record LogInputs(string RunId, IReadOnlyList<DatasetInput> Datasets);

internal sealed record MetricHistory(IReadOnlyList<Metric>? Metrics, string? NextPageToken);
