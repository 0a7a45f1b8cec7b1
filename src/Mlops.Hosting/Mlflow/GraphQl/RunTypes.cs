using System.Text.Json;
using Mlops.Tracking;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>The types of runs and what hangs on them. What is unset has the protocol's default, as in the original.</summary>
internal static class RunTypes
{
    public static readonly ObjectType<Experiment> Experiment = new ObjectType<Experiment>("MlflowExperiment")
        .Text("experimentId", static experiment => experiment.ExperimentId)
        .Text("name", static experiment => experiment.Name)
        .Text("artifactLocation", static experiment => experiment.ArtifactLocation)
        .Text("lifecycleStage", static experiment => Stage(experiment.LifecycleStage))
        .Long("lastUpdateTime", static experiment => experiment.LastUpdateTime ?? 0)
        .Long("creationTime", static experiment => experiment.CreationTime ?? 0)
        .List("tags", Tag("MlflowExperimentTag"), static experiment => experiment.Tags);

    public static readonly ObjectType<RunNode> Run = new ObjectType<RunNode>("MlflowRunExtension")
        .Object("info", Info(), static run => run.Run.Info)
        .Object("data", Data(), static run => run.Run.Data)
        .Object("inputs", Inputs(), static run => run.Run.Inputs)
        .Object("outputs", Outputs(), static run => run.Run.Outputs ?? new RunOutputs())
        .Object("experiment", Experiment, static run => run.Experiment)
        .List("modelVersions", RegistryTypes.ModelVersion, static run => run.ModelVersions);

    public static readonly ObjectType<Metric> MetricWithRunId = new ObjectType<Metric>("MlflowMetricWithRunId")
        .Text("key", static metric => metric.Key)
        .Float("value", static metric => metric.Value)
        .Long("timestamp", static metric => metric.Timestamp)
        .Long("step", static metric => metric.Step)
        .Text("runId", static metric => metric.RunId);

    public static readonly ObjectType<DatasetSummary> DatasetSummary = new ObjectType<DatasetSummary>("MlflowDatasetSummary")
        .Text("experimentId", static summary => summary.ExperimentId)
        .Text("name", static summary => summary.Name)
        .Text("digest", static summary => summary.Digest)
        .Text("context", static summary => summary.Context ?? "");

    /// <summary>One of the protocol's many types of tags.</summary>
    public static ObjectType<Tag> Tag(string name) => new ObjectType<Tag>(name)
        .Text("key", static tag => tag.Key)
        .Text("value", static tag => tag.Value);

    private static ObjectType<RunInfo> Info() => new ObjectType<RunInfo>("MlflowRunInfo")
        .Text("runId", static info => info.RunId)
        .Text("runUuid", static info => info.RunUuid)
        .Text("runName", static info => info.RunName ?? "")
        .Text("experimentId", static info => info.ExperimentId)
        .Text("userId", static info => info.UserId ?? "")
        .Text("status", static info => info.Status.ToString().ToUpperInvariant())
        .Long("startTime", static info => info.StartTime ?? 0)
        .Long("endTime", static info => info.EndTime ?? 0)
        .Text("artifactUri", static info => info.ArtifactUri ?? "")
        .Text("lifecycleStage", static info => Stage(info.LifecycleStage));

    private static ObjectType<RunData> Data() => new ObjectType<RunData>("MlflowRunData")
        .List("metrics", Metric(), static data => data.Metrics)
        .List("params", new ObjectType<Param>("MlflowParam").Text("key", static param => param.Key).Text("value", static param => param.Value), static data => data.Params)
        .List("tags", Tag("MlflowRunTag"), static data => data.Tags);

    private static ObjectType<Metric> Metric() => new ObjectType<Metric>("MlflowMetricExtension")
        .Text("key", static metric => metric.Key)
        .Float("value", static metric => metric.Value)
        .Long("timestamp", static metric => metric.Timestamp)
        .Long("step", static metric => metric.Step)
        .Text("datasetName", static metric => metric.DatasetName ?? "")
        .Text("datasetDigest", static metric => metric.DatasetDigest ?? "")
        .Text("modelId", static metric => metric.ModelId ?? "")
        .Text("runId", static metric => metric.RunId ?? "");

    private static ObjectType<RunInputs> Inputs()
    {
        var dataset = new ObjectType<Dataset>("MlflowDataset")
            .Text("name", static dataset => dataset.Name)
            .Text("digest", static dataset => dataset.Digest)
            .Text("sourceType", static dataset => dataset.SourceType)
            .Text("source", static dataset => dataset.Source)
            .Text("schema", static dataset => dataset.Schema ?? "")
            .Text("profile", static dataset => dataset.Profile ?? "");
        var datasetInput = new ObjectType<DatasetInput>("MlflowDatasetInput")
            .List("tags", Tag("MlflowInputTag"), static input => input.Tags)
            .Object("dataset", dataset, static input => input.Dataset);
        return new ObjectType<RunInputs>("MlflowRunInputs")
            .List("datasetInputs", datasetInput, static inputs => inputs.DatasetInputs)
            .List("modelInputs", new ObjectType<ModelInput>("MlflowModelInput").Text("modelId", static input => input.ModelId), static inputs => inputs.ModelInputs);
    }

    private static ObjectType<RunOutputs> Outputs() => new ObjectType<RunOutputs>("MlflowRunOutputs").List(
        "modelOutputs",
        new ObjectType<ModelOutput>("MlflowModelOutput").Text("modelId", static output => output.ModelId).Long("step", static output => output.Step),
        static outputs => outputs.ModelOutputs);

    private static string Stage(LifecycleStage stage) => JsonNamingPolicy.CamelCase.ConvertName(stage.ToString());
}
