using System.Globalization;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;

namespace Mlops.Storage.Access;

/// <summary>The lowest permission over what a request names: one statement per hundred things of a kind.</summary>
internal sealed class LowestPermission(RelationalSession session, long workspaceId, ResourceReader reader)
{
    private const int MaxListed = 100;

    private static readonly Source ExperimentIds = new("experiments", "id", static (sql, _) => sql.OnExperiment("t.id"));
    private static readonly Source ExperimentNames = ExperimentIds with { Key = "name" };
    private static readonly Source Runs = new("runs", "run_id", static (sql, _) => sql.OnExperiment("t.experiment_id"));
    private static readonly Source LoggedModels = Runs with { Table = "logged_models", Key = "model_id" };
    private static readonly Source Issues = Runs with { Table = "issues", Key = "issue_id" };
    private static readonly Source Traces = Runs with { Table = "traces", Key = "trace_id" };
    private static readonly Source StartedTraces = Traces with { MayBeNew = true };
    private static readonly Source Scorers = new("scorers", "scorer_id", static (sql, _) => sql.OnScorer("t.id", "t.experiment_id", "t.name"));
    private static readonly Source RegisteredModels = new("registered_models", "name", static (sql, _) => sql.OnModel("t.id", "t.name"));

    // A dataset may be attached to several experiments; all of them count. One that is attached to none belongs to the workspace.
    private static readonly Source Datasets = new("evaluation_datasets", "dataset_id", static (permission, sql) =>
    {
        sql.Append("CASE WHEN l.experiment_id IS NULL THEN ");
        permission.Otherwise();
        sql.Append(" ELSE ");
        permission.OnExperiment("l.experiment_id");
        sql.Append(" END");
    })
    {
        Link = " LEFT JOIN evaluation_dataset_experiments l ON l.dataset = t.id",
    };

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
        foreach (var scorer in named.Scorers)
        {
            await lowest.LowerAsync(scorer, ExperimentRows.IsProjectDefault(workspace, scorer.ExperimentId));
        }

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

    private async ValueTask LowerAsync(NamedScorer scorer, bool isInDefault)
    {
        var sql = new SqlBuilder().Append("SELECT ");
        new PermissionSql(sql, reader, workspaceId).OnScorer("s.id", "e.id", "s.name");
        var query = sql.Append(" FROM experiments e LEFT JOIN scorers s ON s.experiment_id = e.id AND s.name = ").Value(scorer.Name)
            .Append(" WHERE e.workspace_id = ").Value(workspaceId).Append(isInDefault ? " AND e.name = " : " AND e.id = ")
            .Value(isInDefault ? ExperimentRows.DefaultName : Number(scorer.ExperimentId)).Build();
        Lower((Permission)(await session.QueryInt64Async(query.Text, query.Parameters) ?? (long)reader.Otherwise));
    }

    private SqlQuery Query(Source source, object[] keys)
    {
        var sql = new SqlBuilder().Append("SELECT COUNT(DISTINCT t.id), MIN(");
        source.Permission(new PermissionSql(sql, reader, workspaceId), sql);
        sql.Append(") FROM ").Append(source.Table).Append(" t").Append(source.Link)
            .Append(" WHERE t.workspace_id = ").Value(workspaceId).Append(" AND t.").Append(source.Key).Append(" IN (");
        for (var i = 0; i < keys.Length; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Value(keys[i]);
        }

        return sql.Append(")").Build();
    }

    private void Lower(Permission permission) => _lowest = permission < _lowest ? permission : _lowest;

    /// <summary>Rows that requests name: their table, the column they are named by, and what somebody may do with one.</summary>
    private sealed record Source(string Table, string Key, Action<PermissionSql, SqlBuilder> Permission)
    {
        public string Link { get; init; } = "";

        /// <summary>Whether what does not exist says nothing, since the request is about to make it.</summary>
        public bool MayBeNew { get; init; }
    }
}
