using Mlops.Storage.Experiments;
using Mlops.Storage.Registry;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Access;

/// <summary>Where the permissions on one kind of resource are kept, and how their resources are called.</summary>
internal sealed class ResourceTable(ExperimentRows experiments, RegistryRows models)
{
    public static string Permissions(ResourceKind kind) => kind == ResourceKind.Experiment ? "experiment_permissions" : "registered_model_permissions";

    public static string Id(ResourceKind kind) => kind == ResourceKind.Experiment ? "experiment_id" : "model_id";

    /// <summary>A query of all permissions on resources of a kind: workspace path, resource, user, permission.</summary>
    public static string Select(ResourceKind kind) => kind == ResourceKind.Experiment
        ? "SELECT w.path, CAST(p.experiment_id AS TEXT), p.user_id, p.permission FROM experiment_permissions p JOIN workspaces w ON w.id = p.workspace_id"
        : """
          SELECT w.path, m.name, p.user_id, p.permission FROM registered_model_permissions p
          JOIN registered_models m ON m.id = p.model_id JOIN workspaces w ON w.id = m.workspace_id
          """;

    public async ValueTask<long> FindAsync(RelationalSession session, ResourceKind kind, string workspace, string resource) => kind == ResourceKind.Experiment
        ? (await experiments.FindAsync(session, workspace, resource)).Id
        : await models.FindModelAsync(session, workspace, resource);

    public static MlflowException Missing(ResourceKind kind, string resource, string username) => MlflowException.ResourceDoesNotExist(
        $"{Describe(kind, resource, username)} not found");

    public static MlflowException Exists(ResourceKind kind, string resource, string username) => MlflowException.ResourceAlreadyExists(
        $"{Describe(kind, resource, username)} already exists.");

    private static string Describe(ResourceKind kind, string resource, string username) => kind == ResourceKind.Experiment
        ? $"Experiment permission with experiment_id={resource} and username={username}"
        : $"Registered model permission with name={resource} and username={username}";
}
