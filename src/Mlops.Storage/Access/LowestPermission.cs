using System.Globalization;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;

namespace Mlops.Storage.Access;

/// <summary>The lowest permission over what a request names: one statement per hundred things of a kind.</summary>
internal sealed class LowestPermission(RelationalSession session, long workspaceId, ResourceReader reader)
{
    private const int MaxListed = 100;

    private static readonly Source ExperimentIds = new("experiments", "id", "t.id");
    private static readonly Source ExperimentNames = new("experiments", "name", "t.id");
    private static readonly Source Runs = new("runs", "run_id", "t.experiment_id");
    private static readonly Source LoggedModels = new("logged_models", "model_id", "t.experiment_id");
    private static readonly Source Scorers = new("scorers", "scorer_id", "t.experiment_id");
    private static readonly Source Issues = new("issues", "issue_id", "t.experiment_id");

    // A dataset may be attached to several experiments; all of them count.
    private static readonly Source Datasets = new("evaluation_datasets", "dataset_id", "l.experiment_id") { Link = " LEFT JOIN evaluation_dataset_experiments l ON l.dataset = t.id" };
    private static readonly Source Traces = new("traces", "trace_id", "t.experiment_id");
    private static readonly Source StartedTraces = Traces with { MayBeNew = true };
    private static readonly Source RegisteredModels = new("registered_models", "name", "t.id", "registered_model_permissions", "model_id");

    private Permission _lowest = Permission.Manage;

    public static async ValueTask<Permission> OfAsync(
        RelationalSession session, WorkspaceTable workspaces, string workspace, ResourceReader reader, NamedResources named)
    {
        var lowest = new LowestPermission(session, await workspaces.FindAsync(session, workspace), reader);
        var defaults = named.ExperimentIds.Where(id => ExperimentRows.IsProjectDefault(workspace, id)).Select(_ => ExperimentRows.DefaultName);
        await lowest.LowerAsync(ExperimentIds, named.ExperimentIds.Where(id => !ExperimentRows.IsProjectDefault(workspace, id)).Select(Number));
        await lowest.LowerAsync(ExperimentNames, named.ExperimentNames.Concat(defaults));
        await lowest.LowerAsync(Runs, named.RunIds);
        await lowest.LowerAsync(LoggedModels, named.LoggedModelIds);
        await lowest.LowerAsync(Scorers, named.ScorerIds);
        await lowest.LowerAsync(Issues, named.IssueIds);
        await lowest.LowerAsync(Datasets, named.DatasetIds);
        await lowest.LowerAsync(Traces, named.TraceIds);
        await lowest.LowerAsync(StartedTraces, named.StartedTraceIds);
        await lowest.LowerAsync(RegisteredModels, named.RegisteredModels);
        return lowest._lowest;
    }

    private static object Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1L;

    private async ValueTask LowerAsync(Source source, IEnumerable<object> keys)
    {
        foreach (var chunk in keys.Distinct().Chunk(MaxListed))
        {
            var query = Query(source, chunk);
            var (found, least) = await session.QueryFirstAsync(
                query.Text, row => (row.GetInt64(0), row.IsDBNull(1) ? reader.Otherwise : (Permission)row.GetInt64(1)), query.Parameters);
            if (found > 0)
            {
                Lower(least);
            }

            if (found < chunk.Length && !source.MayBeNew)
            {
                // What does not exist has no permission of its own.
                Lower(reader.Otherwise);
            }
        }
    }

    private SqlQuery Query(Source source, object[] keys)
    {
        var sql = new SqlBuilder()
            .Append("SELECT COUNT(DISTINCT t.id), MIN(COALESCE(p.permission, ").Value((long)reader.Otherwise).Append(")) FROM ").Append(source.Table)
            .Append(" t").Append(source.Link).Append(" LEFT JOIN ").Append(source.Permissions).Append(" p ON p.").Append(source.Column).Append(" = ").Append(source.Owner)
            .Append(" AND p.user_id = ").Value(reader.UserId)
            .Append(" WHERE t.workspace_id = ").Value(workspaceId).Append(" AND t.").Append(source.Key).Append(" IN (");
        for (var i = 0; i < keys.Length; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Value(keys[i]);
        }

        return sql.Append(")").Build();
    }

    private void Lower(Permission permission) => _lowest = permission < _lowest ? permission : _lowest;

    /// <summary>Rows that requests name: their table, the column they are named by, and the column that says whose permission counts.</summary>
    private sealed record Source(string Table, string Key, string Owner, string Permissions = "experiment_permissions", string Column = "experiment_id")
    {
        public string Link { get; init; } = "";

        /// <summary>Whether what does not exist says nothing, since the request is about to make it.</summary>
        public bool MayBeNew { get; init; }
    }
}
