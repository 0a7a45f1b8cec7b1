using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Inputs;

namespace Mlops.Storage.Inputs;

internal sealed class DatasetStore(IRelationalDatabase database, WorkspaceTable workspaces) : IDatasetStore
{
    public ValueTask<IReadOnlyList<DatasetSummary>> SearchAsync(
        string workspace, IReadOnlyList<string> experimentIds, int maxResults, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DatasetSummary>>(
        async session =>
        {
            var workspaceId = await workspaces.FindAsync(session, workspace);
            var experiments = await ExperimentRows.ResolveAsync(session, workspaceId, experimentIds);
            if (experiments.Count == 0)
            {
                return [];
            }

            var query = new SqlBuilder()
                .Append("SELECT DISTINCT d.experiment_id, d.name, d.digest, c.value FROM experiments e JOIN datasets d ON d.experiment_id = e.id")
                .Append(" JOIN run_datasets u ON u.dataset_id = d.id")
                .Append(" LEFT JOIN run_dataset_tags c ON c.run = u.run AND c.dataset_id = u.dataset_id AND c.key = 'mlflow.data.context'")
                .Append(" WHERE e.workspace_id = ").Value(workspaceId).Append(" AND e.id").In(experiments)
                .Append(" LIMIT ").Value(maxResults).Build();
            return await session.QueryAsync(
                query.Text,
                static row => new DatasetSummary(
                    ExperimentRows.Id(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)),
                query.Parameters);
        },
        cancellationToken);
}
