using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Evaluation;

internal sealed class EvaluationDatasetStore(
    IRelationalDatabase database, WorkspaceTable workspaces, ExperimentStore experiments, EvaluationDatasetRows rows, TimeProvider time) : IEvaluationDatasetStore
{
    private const string UserTag = "mlflow.user";

    public async ValueTask<EvaluationDataset> CreateAsync(string workspace, NewEvaluationDataset dataset, CancellationToken cancellationToken)
    {
        var datasetId = "d-" + Guid.NewGuid().ToString("N");
        var (created, workspaceId) = await database.WriteAsync(session => InsertAsync(session, workspace, datasetId, dataset), cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return created;
    }

    public ValueTask<EvaluationDataset> GetAsync(string workspace, string datasetId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await EvaluationDatasetRows.ReadAsync(session, await rows.FindAsync(session, workspace, datasetId)),
        cancellationToken);

    public ValueTask<Page<EvaluationDataset>> SearchAsync(string workspace, EvaluationDatasetQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var workspaceId = await workspaces.FindAsync(session, workspace);
            var among = await ExperimentRows.ResolveAsync(session, workspaceId, query.ExperimentIds);
            var sql = EvaluationDatasetSearchSql.Build(query, workspaceId, among);
            var ids = await session.QueryAsync(sql.Text, static row => row.GetInt64(0), sql.Parameters);
            var next = ids.Count > query.MaxResults ? PageToken.Encode(query.Offset + query.MaxResults) : null;
            return new Page<EvaluationDataset>(await EvaluationDatasetRows.ReadAsync(session, ids[..Math.Min(ids.Count, query.MaxResults)]), next);
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string workspace, string datasetId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync(
            "DELETE FROM evaluation_datasets WHERE dataset_id = @0 AND workspace_id = @1", datasetId, await workspaces.FindAsync(session, workspace)),
        cancellationToken);

    public async ValueTask SetTagsAsync(string workspace, string datasetId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var dataset = await rows.TryFindAsync(session, workspace, datasetId)
                ?? throw MlflowException.ResourceDoesNotExist($"Could not find evaluation dataset with ID {(datasetId.Length <= 100 ? datasetId : datasetId[..100] + "…")}");
            await SetTagsAsync(session, dataset, tags);
            return tags.Count;
        },
        cancellationToken);

    public async ValueTask DeleteTagAsync(string workspace, string datasetId, string key, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await rows.TryFindAsync(session, workspace, datasetId) is { } dataset
            ? await session.ExecuteAsync("DELETE FROM evaluation_dataset_tags WHERE dataset = @0 AND key = @1", dataset, key)
            : 0,
        cancellationToken);

    public ValueTask<IReadOnlyList<string>> GetExperimentIdsAsync(string workspace, string datasetId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        async session => await rows.TryFindAsync(session, workspace, datasetId) is { } dataset
            ? await session.QueryAsync(
                "SELECT experiment_id FROM evaluation_dataset_experiments WHERE dataset = @0 ORDER BY experiment_id",
                static row => ExperimentRows.Id(row.GetInt64(0)), [dataset])
            : [],
        cancellationToken);

    public ValueTask<EvaluationDataset> AddToExperimentsAsync(string workspace, string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var dataset = await rows.FindAsync(session, workspace, datasetId);
            var added = await FindExperimentsAsync(session, workspace, await workspaces.FindAsync(session, workspace), experimentIds);
            await AddAsync(session, dataset, added);
            return await TouchAsync(session, dataset);
        },
        cancellationToken);

    public ValueTask<EvaluationDataset> RemoveFromExperimentsAsync(string workspace, string datasetId, IReadOnlyList<string> experimentIds, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var dataset = await rows.FindAsync(session, workspace, datasetId);
            var removed = await ExperimentRows.ResolveAsync(session, await workspaces.FindAsync(session, workspace), experimentIds);
            if (removed.Count == 0)
            {
                return await EvaluationDatasetRows.ReadAsync(session, dataset);
            }

            var query = new SqlBuilder().Append("DELETE FROM evaluation_dataset_experiments WHERE dataset = ").Value(dataset).Append(" AND experiment_id").In(removed).Build();
            return await session.ExecuteAsync(query.Text, query.Parameters) > 0
                ? await TouchAsync(session, dataset)
                : await EvaluationDatasetRows.ReadAsync(session, dataset);
        },
        cancellationToken);

    private async ValueTask<(EvaluationDataset Dataset, long WorkspaceId)> InsertAsync(
        RelationalSession session, string workspace, string datasetId, NewEvaluationDataset dataset)
    {
        var workspaceId = await workspaces.GetAsync(session, workspace);
        var among = await FindExperimentsAsync(session, workspace, workspaceId, dataset.ExperimentIds);
        var user = dataset.Tags.FirstOrDefault(static tag => tag.Key == UserTag)?.Value;
        var now = Now();
        var id = await session.QueryInt64Async(
            """
            INSERT INTO evaluation_datasets (dataset_id, workspace_id, name, record_count, digest, created_time, last_update_time, created_by, last_updated_by)
            VALUES (@0, @1, @2, 0, @3, @4, @4, @5, @5) RETURNING id
            """,
            [datasetId, workspaceId, dataset.Name, EvaluationDatasetRows.Digest(dataset.Name, now), now, user])
            ?? throw new InvalidOperationException("The database gave an evaluation dataset no number.");
        await SetTagsAsync(session, id, dataset.Tags);
        await AddAsync(session, id, among);
        return (await EvaluationDatasetRows.ReadAsync(session, id) with { ExperimentIds = [.. among.Select(ExperimentRows.Id)] }, workspaceId);
    }

    /// <summary>The experiments that are written to: a project's default one is made when it is first used.</summary>
    private async ValueTask<IReadOnlyList<long>> FindExperimentsAsync(
        RelationalSession session, string workspace, long workspaceId, IReadOnlyList<string> experimentIds)
    {
        if (workspace.Length > 0 && experimentIds.Contains("0"))
        {
            await experiments.FindForWritingAsync(session, workspace, workspaceId, "0");
        }

        return await EvaluationDatasetRows.ExperimentsAsync(session, workspaceId, experimentIds);
    }

    private static async ValueTask SetTagsAsync(RelationalSession session, long dataset, IReadOnlyList<Tag> tags)
    {
        foreach (var chunk in RowChunks.Of(tags.ToArray()))
        {
            var sql = new SqlBuilder().Append("INSERT INTO evaluation_dataset_tags (dataset, key, value) VALUES ");
            for (var i = 0; i < chunk.Length; i++)
            {
                sql.Append(i == 0 ? "(" : ", (").Value(dataset).Append(", ").Value(chunk.Span[i].Key).Append(", ").Value(chunk.Span[i].Value).Append(")");
            }

            var query = sql.Append(" ON CONFLICT (dataset, key) DO UPDATE SET value = excluded.value").Build();
            await session.ExecuteAsync(query.Text, query.Parameters);
        }
    }

    private static async ValueTask AddAsync(RelationalSession session, long dataset, IReadOnlyList<long> among)
    {
        if (among.Count > 0)
        {
            var query = new SqlBuilder().Append("INSERT INTO evaluation_dataset_experiments (dataset, experiment_id) SELECT ").Append(dataset)
                .Append(", id FROM experiments WHERE id").In(among).Append(" ON CONFLICT DO NOTHING").Build();
            await session.ExecuteAsync(query.Text, query.Parameters);
        }
    }

    private async ValueTask<EvaluationDataset> TouchAsync(RelationalSession session, long dataset)
    {
        await session.ExecuteAsync("UPDATE evaluation_datasets SET last_update_time = @1 WHERE id = @0", dataset, Now());
        return await EvaluationDatasetRows.ReadAsync(session, dataset);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
