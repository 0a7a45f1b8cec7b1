using System.Text.Json;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>The types of model versions and files.</summary>
internal static class RegistryTypes
{
    public static readonly ObjectType<ModelVersion> ModelVersion = new ObjectType<ModelVersion>("MlflowModelVersion")
        .Text("name", static version => version.Name)
        .Text("version", static version => version.Version)
        .Long("creationTimestamp", static version => version.CreationTimestamp)
        .Long("lastUpdatedTimestamp", static version => version.LastUpdatedTimestamp)
        .Text("userId", static _ => "")
        .Text("currentStage", static version => version.CurrentStage.ToString())
        .Text("description", static version => version.Description ?? "")
        .Text("source", static version => version.Source)
        .Text("runId", static version => version.RunId)
        .Text("status", static version => JsonNamingPolicy.SnakeCaseUpper.ConvertName(version.Status.ToString()))
        .Text("statusMessage", static version => version.StatusMessage ?? "")
        .List("tags", RunTypes.Tag("MlflowModelVersionTag"), static version => version.Tags)
        .Text("runLink", static version => version.RunLink)
        .Texts("aliases", static version => version.Aliases)
        .Text("modelId", static _ => "")
        // What follows is filled by no registry that speaks this protocol from a database.
        .List<object>("modelParams", NameAndValue(), static _ => [])
        .List<object>("modelMetrics", ModelMetric(), static _ => [])
        .Nothing("deploymentJobState", DeploymentJobState());

    public static readonly ObjectType<ArtifactFileInfo> File = new ObjectType<ArtifactFileInfo>("MlflowFileInfo")
        .Text("path", static file => file.Path)
        .Flag("isDir", static file => file.IsDir)
        .Long("fileSize", static file => file.FileSize ?? 0);

    private static ObjectType<object> NameAndValue() => new ObjectType<object>("MlflowModelParam").Nothing("name").Nothing("value");

    private static ObjectType<object> ModelMetric() => new ObjectType<object>("MlflowModelMetric")
        .Nothing("key").Nothing("value").Nothing("timestamp").Nothing("step")
        .Nothing("datasetName").Nothing("datasetDigest").Nothing("modelId").Nothing("runId");

    private static ObjectType<object> DeploymentJobState() => new ObjectType<object>("MlflowModelVersionDeploymentJobState")
        .Nothing("jobId").Nothing("runId").Nothing("jobState").Nothing("runState").Nothing("currentTaskName");
}
