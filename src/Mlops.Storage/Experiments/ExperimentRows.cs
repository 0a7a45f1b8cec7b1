using System.Globalization;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Storage.Experiments;

/// <summary>Finds the row of an experiment within a workspace.</summary>
internal sealed class ExperimentRows(WorkspaceTable workspaces)
{
    /// <summary>The name of the experiment that clients mean by id <c>0</c>.</summary>
    public const string DefaultName = "Default";

    public async ValueTask<ExperimentRow> FindAsync(RelationalSession session, string workspace, string experimentId)
    {
        var workspaceId = await workspaces.FindAsync(session, workspace);
        var row = IsProjectDefault(workspace, experimentId)
            ? await session.QueryFirstAsync(
                "SELECT id, artifact_location, lifecycle_stage FROM experiments WHERE workspace_id = @0 AND name = @1", Read, [workspaceId, DefaultName])
            : await session.QueryFirstAsync(
                "SELECT id, artifact_location, lifecycle_stage FROM experiments WHERE id = @0 AND workspace_id = @1", Read,
                [EntityName.ParseExperimentId(experimentId), workspaceId]);
        return row ?? throw NotFound(experimentId);
    }

    public async ValueTask<ExperimentRow> FindActiveAsync(RelationalSession session, string workspace, string experimentId)
    {
        var row = await FindAsync(session, workspace, experimentId);
        return row.LifecycleStage == LifecycleStage.Active
            ? row
            : throw MlflowException.InvalidParameterValue($"The experiment {experimentId} must be in the 'active' state. Current state is deleted.");
    }

    /// <summary>
    /// The numbers of the experiments that a search names, each once; whether they are of the workspace is for the search to ask.
    /// </summary>
    public static async ValueTask<IReadOnlyList<long>> ResolveAsync(RelationalSession session, long workspaceId, IReadOnlyList<string> experimentIds)
    {
        var experiments = new List<long>(experimentIds.Count);
        foreach (var experimentId in experimentIds.Distinct(StringComparer.Ordinal))
        {
            experiments.Add(experimentId == "0" && workspaceId != 1
                ? await session.QueryInt64Async("SELECT id FROM experiments WHERE workspace_id = @0 AND name = @1", [workspaceId, DefaultName]) ?? -1
                : EntityName.ParseExperimentId(experimentId));
        }

        return experiments;
    }

    /// <summary>The numbers of those experiments that a search names which are of the workspace.</summary>
    public static async ValueTask<IReadOnlyList<long>> FindAllAsync(RelationalSession session, long workspaceId, IReadOnlyList<string> experimentIds)
    {
        var named = await ResolveAsync(session, workspaceId, experimentIds);
        if (named.Count == 0)
        {
            return named;
        }

        var query = new SqlBuilder().Append("SELECT id FROM experiments WHERE workspace_id = ").Value(workspaceId).Append(" AND id").In(named).Build();
        return await session.QueryAsync(query.Text, static row => row.GetInt64(0), query.Parameters);
    }

    /// <summary>In a project, id <c>0</c> means the project's own experiment of that name: clients send it when nobody chose one.</summary>
    public static bool IsProjectDefault(string workspace, string experimentId) => workspace.Length > 0 && experimentId == "0";

    public static MlflowException NotFound(string experimentId) => MlflowException.ResourceDoesNotExist($"No Experiment with id={experimentId} exists");

    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static ExperimentRow Read(System.Data.Common.DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), (LifecycleStage)row.GetInt64(2));
}
