using Mlops.Storage.Relational;
using Mlops.Tracking.Errors;
using Mlops.Tracking.LoggedModels;

namespace Mlops.Storage.LoggedModels;

/// <summary>Finds and changes the rows of logged models within a workspace.</summary>
internal sealed class LoggedModelRows(WorkspaceTable workspaces)
{
    /// <summary>The number of a model's row.</summary>
    public async ValueTask<long> FindAsync(RelationalSession session, string workspace, string modelId, bool includeDeleted = true) =>
        await TryFindAsync(session, workspace, modelId, includeDeleted) ?? throw NotFound(modelId);

    public static ValueTask<int> SetTagAsync(RelationalSession session, long model, string key, string value) => session.ExecuteAsync(
        "INSERT INTO logged_model_tags (model, key, value) VALUES (@0, @1, @2) ON CONFLICT (model, key) DO UPDATE SET value = excluded.value",
        model, key, value);

    /// <summary>Notes in a model's tag that a version was registered from it; a model that is kept elsewhere gets no note.</summary>
    public async ValueTask AddVersionAsync(RelationalSession session, string workspace, string modelId, string name, long version)
    {
        if (await TryFindAsync(session, workspace, modelId) is { } model)
        {
            var value = await session.QueryFirstAsync(
                "SELECT value FROM logged_model_tags WHERE model = @0 AND key = @1", static row => row.GetString(0), [model, ModelVersionsTag.Key]);
            await SetTagAsync(session, model, ModelVersionsTag.Key, ModelVersionsTag.Append(value, name, version));
        }
    }

    public static MlflowException NotFound(string modelId) =>
        MlflowException.ResourceDoesNotExist($"Logged model with ID '{(modelId.Length <= 100 ? modelId : modelId[..100] + "…")}' not found.");

    private async ValueTask<long?> TryFindAsync(RelationalSession session, string workspace, string modelId, bool includeDeleted = true) =>
        await session.QueryInt64Async(
            includeDeleted
                ? "SELECT id FROM logged_models WHERE model_id = @0 AND workspace_id = @1"
                : "SELECT id FROM logged_models WHERE model_id = @0 AND workspace_id = @1 AND lifecycle_stage = 0",
            [modelId, await workspaces.FindAsync(session, workspace)]);
}
