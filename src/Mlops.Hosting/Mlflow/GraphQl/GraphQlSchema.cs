using System.Collections.Frozen;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Artifacts;
using Mlops.Hosting.Mlflow.Experiments;
using Mlops.Hosting.Mlflow.Inputs;
using Mlops.Hosting.Mlflow.Metrics;
using Mlops.Hosting.Mlflow.Registry;
using Mlops.Hosting.Mlflow.Runs;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>The fields of <c>Query</c> and <c>Mutation</c>; what is called a mutation there reads, too.</summary>
internal static class GraphQlSchema
{
    private static readonly ObjectType<ApiError> Error = new ObjectType<ApiError>("ApiError")
        .Text("code", static error => error.Code)
        .Text("message", static error => error.Message)
        .Nothing("helpUrl")
        .Nothing("traceId")
        .Nothing("errorDetails", new ObjectType<object>("ErrorDetail").Nothing("field").Nothing("message"));

    private static readonly RootField SearchRuns = RootField.Of(
        "mlflowSearchRuns",
        Answer<RunPage>("MlflowSearchRunsResponse")
            .List("runs", RunTypes.Run, static answer => answer.Value?.Runs)
            .Text("nextPageToken", static answer => NoneIsEmpty(answer, static page => page.NextPageToken)),
        new InputType("MlflowSearchRunsInput", "experimentIds", "filter", "runViewType", "maxResults", "orderBy", "pageToken"),
        Names.Experiments("experiment_ids"),
        static async (call, selected) =>
        {
            var page = await RunEndpoints.FindPageAsync(call);
            return new RunPage(await RunNode.LoadAsync(call, page.Runs, selected, "runs"), page.NextPageToken);
        });

    public static readonly FrozenDictionary<string, RootField> Query = ByName(
        RootField.Of(
            "mlflowGetExperiment",
            Answer<Experiment>("MlflowGetExperimentResponse").Object("experiment", RunTypes.Experiment, static answer => answer.Value),
            new InputType("MlflowGetExperimentInput", "experimentId"),
            Names.Experiment("experiment_id"),
            static (call, _) => ExperimentEndpoints.FindAsync(call)),
        RootField.Of(
            "mlflowGetRun",
            Answer<RunNode>("MlflowGetRunResponse").Object("run", RunTypes.Run, static answer => answer.Value),
            new InputType("MlflowGetRunInput", "runId", "runUuid"),
            Names.Run("run_id", "run_uuid"),
            static async (call, selected) => (await RunNode.LoadAsync(call, [await RunEndpoints.FindAsync(call)], selected, "run"))[0]),
        RootField.Of(
            "mlflowGetMetricHistoryBulkInterval",
            Answer<IEnumerable<Metric>>("MlflowGetMetricHistoryBulkIntervalResponse").List("metrics", RunTypes.MetricWithRunId, static answer => answer.Value),
            new InputType("MlflowGetMetricHistoryBulkIntervalInput", "runIds", "metricKey", "startStep", "endStep", "maxResults"),
            Names.Runs("run_ids"),
            static async (call, _) => Points(await MetricEndpoints.SampleAsync(call))),
        RootField.Of(
            "mlflowListArtifacts",
            Answer<ListArtifactsResponse>("MlflowListArtifactsResponse")
                .Text("rootUri", static answer => NoneIsEmpty(answer, static list => list.RootUri))
                .List("files", RegistryTypes.File, static answer => answer.Value?.Files)
                .Text("nextPageToken", static answer => NoneIsEmpty(answer, static _ => null)),
            new InputType("MlflowListArtifactsInput", "runId", "runUuid", "path", "pageToken"),
            Names.Run("run_id", "run_uuid"),
            static (call, _) => RunArtifactEndpoints.FindAsync(call)),
        RootField.Of(
            "mlflowSearchModelVersions",
            Answer<ModelVersionsResponse>("MlflowSearchModelVersionsResponse")
                .List("modelVersions", RegistryTypes.ModelVersion, static answer => answer.Value?.ModelVersions)
                .Text("nextPageToken", static answer => NoneIsEmpty(answer, static page => page.NextPageToken)),
            new InputType("MlflowSearchModelVersionsInput", "filter", "maxResults", "orderBy", "pageToken"),
            RouteSubject.Search(),
            static (call, _) => ModelVersionEndpoints.FindPageAsync(call)),
        SearchRuns,
        Echo("test", "Test"));

    public static readonly FrozenDictionary<string, RootField> Mutation = ByName(
        RootField.Of(
            "mlflowSearchDatasets",
            Answer<SearchDatasetsResponse>("MlflowSearchDatasetsResponse")
                .List("datasetSummaries", RunTypes.DatasetSummary, static answer => answer.Value?.DatasetSummaries),
            new InputType("MlflowSearchDatasetsInput", "experimentIds"),
            Names.Experiments("experiment_ids"),
            static (call, _) => DatasetEndpoints.FindAsync(call)),
        SearchRuns,
        Echo("testMutation", "TestMutation"));

    private static FrozenDictionary<string, RootField> ByName(params RootField[] fields) => fields.ToFrozenDictionary(static field => field.Name, StringComparer.Ordinal);

    private static ObjectType<Answer<T>> Answer<T>(string name)
        where T : class => new ObjectType<Answer<T>>(name).Object("apiError", Error, static answer => answer.Error);

    private static RootField Echo(string name, string type) => new(
        name,
        new ObjectType<string>(type).Text("output", static text => text.Length == 0 ? null : text),
        "inputString",
        null,
        RouteSubject.Nothing,
        static (call, _) => Task.FromResult<object>(call.Request.String("inputString") ?? ""),
        static error => error.Message);

    private static string? NoneIsEmpty<T>(Answer<T> answer, Func<T, string?> read)
        where T : class => answer.Value is { } value ? read(value) ?? "" : null;

    private static IEnumerable<Metric> Points((string Key, IReadOnlyList<MetricSample> Samples) found) => found.Samples.SelectMany(
        static sample => sample.Points,
        (sample, point) => new Metric(found.Key, point.Value, point.Timestamp, point.Step) { RunId = sample.RunId });

    private sealed record RunPage(IReadOnlyList<RunNode> Runs, string? NextPageToken);
}
