using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Registry;

namespace Mlops.Storage.Registry;

/// <summary>Reads whole versions by their numbers: one query a table, however many there are.</summary>
internal static class ModelVersionReader
{
    private const string Columns =
        "v.id, m.name, v.version, v.creation_time, v.last_updated_time, v.description, v.stage, v.source, v.storage_location, v.run_id, v.run_link, v.status, v.status_message";

    /// <summary>Reads versions with their tags and aliases, in the order of the numbers given.</summary>
    public static async ValueTask<IReadOnlyList<ModelVersion>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var (where, parameter) = IdList.Of(ids);
        var versions = new Dictionary<long, ModelVersion>(ids.Count);
        var tags = new Dictionary<long, List<Tag>>();
        var aliases = new Dictionary<long, List<string>>();
        await session.ForEachAsync(
            $"SELECT version_id, key, value FROM model_version_tags WHERE version_id {where} ORDER BY version_id, key", tags, TagRows.Add, [parameter]);
        await session.ForEachAsync(
            $"SELECT version_id, alias FROM registered_model_aliases WHERE version_id {where} ORDER BY version_id, alias", aliases, AddAlias, [parameter]);
        await session.ForEachAsync(
            $"SELECT {Columns} FROM model_versions v JOIN registered_models m ON m.id = v.model_id WHERE v.id {where}",
            (versions, tags, aliases),
            static (parts, row) => parts.versions.Add(
                row.GetInt64(0), Read(row, parts.tags.GetValueOrDefault(row.GetInt64(0)), parts.aliases.GetValueOrDefault(row.GetInt64(0)))),
            [parameter]);
        return [.. ids.Select(id => versions[id])];
    }

    /// <summary>Reads one version.</summary>
    public static async ValueTask<ModelVersion> ReadAsync(RelationalSession session, long id) => (await ReadAsync(session, [id]))[0];

    private static void AddAlias(Dictionary<long, List<string>> aliases, DbDataReader row)
    {
        if (!aliases.TryGetValue(row.GetInt64(0), out var list))
        {
            aliases.Add(row.GetInt64(0), list = []);
        }

        list.Add(row.GetString(1));
    }

    private static ModelVersion Read(DbDataReader row, List<Tag>? tags, List<string>? aliases) => new()
    {
        Name = row.GetString(1),
        Version = RegistryRows.Number(row.GetInt64(2)),
        CreationTimestamp = row.GetInt64(3),
        LastUpdatedTimestamp = row.GetInt64(4),
        Description = row.IsDBNull(5) ? null : row.GetString(5),
        CurrentStage = (ModelStage)row.GetInt64(6),
        Source = row.GetString(7),
        StorageLocation = row.GetString(8),
        RunId = row.GetString(9),
        RunLink = row.GetString(10),
        Status = (ModelVersionStatus)row.GetInt64(11),
        StatusMessage = row.IsDBNull(12) ? null : row.GetString(12),
        Tags = tags ?? [],
        Aliases = aliases ?? [],
    };
}
