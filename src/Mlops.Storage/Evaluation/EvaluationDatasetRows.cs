using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Evaluation;

namespace Mlops.Storage.Evaluation;

/// <summary>Finds and reads the rows of evaluation datasets within a workspace.</summary>
internal sealed class EvaluationDatasetRows(WorkspaceTable workspaces)
{
    private const string Columns = "d.id, d.dataset_id, d.name, d.schema_json, d.record_count, d.digest, d.created_time, d.last_update_time, d.created_by, d.last_updated_by";

    public async ValueTask<long?> TryFindAsync(RelationalSession session, string workspace, string datasetId) => await session.QueryInt64Async(
        "SELECT id FROM evaluation_datasets WHERE dataset_id = @0 AND workspace_id = @1", [datasetId, await workspaces.FindAsync(session, workspace)]);

    public async ValueTask<long> FindAsync(RelationalSession session, string workspace, string datasetId) =>
        await TryFindAsync(session, workspace, datasetId) ?? throw NotFound(datasetId);

    public static async ValueTask<EvaluationDataset> ReadAsync(RelationalSession session, long id) => (await ReadAsync(session, [id]))[0];

    /// <summary>Reads datasets with their tags in the order of their numbers given.</summary>
    public static async ValueTask<IReadOnlyList<EvaluationDataset>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var datasets = new Dictionary<long, EvaluationDataset>(ids.Count);
        var tags = ids.ToDictionary(static id => id, static _ => new List<Tag>());
        var (where, parameter) = IdList.Of(ids);
        await session.ForEachAsync(
            $"SELECT {Columns} FROM evaluation_datasets d WHERE d.id {where}", datasets,
            static (datasets, row) => datasets.Add(row.GetInt64(0), Read(row)), [parameter]);
        await session.ForEachAsync(
            $"SELECT dataset, key, value FROM evaluation_dataset_tags WHERE dataset {where} ORDER BY dataset, key", tags,
            static (tags, row) => tags[row.GetInt64(0)].Add(new Tag(row.GetString(1), row.GetString(2))), [parameter]);
        return [.. ids.Select(id => datasets[id] with { Tags = EvaluationDatasetTags.Write(tags[id]) })];
    }

    /// <summary>The experiments of a workspace that a request names, each of which must exist.</summary>
    public static async ValueTask<IReadOnlyList<long>> ExperimentsAsync(RelationalSession session, long workspaceId, IReadOnlyList<string> experimentIds)
    {
        if (experimentIds.Count == 0)
        {
            return [];
        }

        var named = await ExperimentRows.ResolveAsync(session, workspaceId, experimentIds);
        var query = new SqlBuilder().Append("SELECT id FROM experiments WHERE workspace_id = ").Value(workspaceId).Append(" AND id").In(named).Build();
        var known = (await session.QueryAsync(query.Text, static row => row.GetInt64(0), query.Parameters)).ToHashSet();
        foreach (var experiment in named)
        {
            if (!known.Contains(experiment))
            {
                throw ExperimentRows.NotFound(experiment < 0 ? "0" : ExperimentRows.Id(experiment));
            }
        }

        return named;
    }

    /// <summary>Changes with every change of the records.</summary>
    public static string Digest(string name, long lastUpdateTime) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}:{lastUpdateTime}"))).AsSpan(0, 4));

    public static MlflowException NotFound(string datasetId) =>
        MlflowException.ResourceDoesNotExist($"Evaluation dataset with id '{(datasetId.Length <= 100 ? datasetId : datasetId[..100] + "…")}' not found");

    private static EvaluationDataset Read(DbDataReader row) => new()
    {
        DatasetId = row.GetString(1),
        Name = row.GetString(2),
        Tags = "{}",
        Schema = row.IsDBNull(3) ? null : row.GetString(3),
        Profile = row.GetInt64(4) == 0 ? null : string.Create(CultureInfo.InvariantCulture, $$"""{"num_records": {{row.GetInt64(4)}}}"""),
        Digest = row.GetString(5),
        CreatedTime = row.GetInt64(6),
        LastUpdateTime = row.GetInt64(7),
        CreatedBy = row.IsDBNull(8) ? null : row.GetString(8),
        LastUpdatedBy = row.IsDBNull(9) ? null : row.GetString(9),
    };
}
