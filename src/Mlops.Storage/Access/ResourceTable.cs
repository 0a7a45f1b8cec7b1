using Mlops.Storage.Experiments;
using Mlops.Storage.Registry;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Access;

/// <summary>Where the permissions on one kind of resource are kept, and how their resources are called.</summary>
internal sealed class ResourceTable(ExperimentRows experiments, RegistryRows models)
{
    public static string Permissions(ResourceKind kind) => kind switch
    {
        ResourceKind.Experiment => "experiment_permissions",
        ResourceKind.RegisteredModel => "registered_model_permissions",
        _ => "scorer_permissions",
    };

    public static string Id(ResourceKind kind) => kind switch
    {
        ResourceKind.Experiment => "experiment_id",
        ResourceKind.RegisteredModel => "model_id",
        _ => "scorer_id",
    };

    /// <summary>A query of all permissions on resources of a kind: workspace path, resource, user, permission.</summary>
    public static string Select(ResourceKind kind) => kind switch
    {
        ResourceKind.Experiment => "SELECT w.path, CAST(p.experiment_id AS TEXT), p.user_id, p.permission FROM experiment_permissions p JOIN workspaces w ON w.id = p.workspace_id",
        ResourceKind.RegisteredModel =>
            """
            SELECT w.path, m.name, p.user_id, p.permission FROM registered_model_permissions p
            JOIN registered_models m ON m.id = p.model_id JOIN workspaces w ON w.id = m.workspace_id
            """,
        _ =>
            """
            SELECT w.path, CAST(s.experiment_id AS TEXT) || '/' || s.name, p.user_id, p.permission FROM scorer_permissions p
            JOIN scorers s ON s.id = p.scorer_id JOIN workspaces w ON w.id = s.workspace_id
            """,
    };

    public async ValueTask<long> FindAsync(RelationalSession session, ResourceKind kind, string workspace, string resource) => kind switch
    {
        ResourceKind.Experiment => (await experiments.FindAsync(session, workspace, resource)).Id,
        ResourceKind.RegisteredModel => await models.FindModelAsync(session, workspace, resource),
        _ => await FindScorerAsync(session, workspace, resource),
    };

    public static MlflowException Missing(ResourceKind kind, string resource, string username) => MlflowException.ResourceDoesNotExist(
        $"{Describe(kind, resource, username)} not found");

    public static MlflowException Exists(ResourceKind kind, string resource, string username) => MlflowException.ResourceAlreadyExists(
        $"{Describe(kind, resource, username)} already exists.");

    private async ValueTask<long> FindScorerAsync(RelationalSession session, string workspace, string resource)
    {
        var (experimentId, name) = Split(resource);
        var experiment = await experiments.FindAsync(session, workspace, experimentId);
        return await session.QueryInt64Async("SELECT id FROM scorers WHERE experiment_id = @0 AND name = @1", [experiment.Id, name])
            ?? throw MlflowException.ResourceDoesNotExist($"Scorer with name '{name}' not found for experiment {experimentId}.");
    }

    private static string Describe(ResourceKind kind, string resource, string username) => kind switch
    {
        ResourceKind.Experiment => $"Experiment permission with experiment_id={resource} and username={username}",
        ResourceKind.RegisteredModel => $"Registered model permission with name={resource} and username={username}",
        _ => $"Scorer permission with experiment_id={Split(resource).ExperimentId}, scorer_name={Split(resource).Name} and username={username}",
    };

    // Ids of experiments hold no slash, names may.
    private static (string ExperimentId, string Name) Split(string resource) =>
        resource.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? (resource[..slash], resource[(slash + 1)..]) : ("", resource);
}
