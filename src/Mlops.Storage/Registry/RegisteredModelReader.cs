using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Registry;

namespace Mlops.Storage.Registry;

/// <summary>Reads whole models by their numbers: a handful of queries, however many there are.</summary>
internal static class RegisteredModelReader
{
    /// <summary>Reads one model; its latest versions come in the order in which the stages first appear among its versions.</summary>
    public static async ValueTask<RegisteredModel> ReadAsync(RelationalSession session, long id) =>
        (await ReadAsync(session, [id], "MIN(version)"))[0];

    /// <summary>Reads a page of models; their latest versions come in the order of the stages' names.</summary>
    public static ValueTask<IReadOnlyList<RegisteredModel>> ReadPageAsync(RelationalSession session, IReadOnlyList<long> ids) =>
        ReadAsync(session, ids, "CASE stage WHEN 3 THEN 0 WHEN 0 THEN 1 ELSE 4 - stage END");

    private static async ValueTask<IReadOnlyList<RegisteredModel>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids, string stageOrder)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var (where, parameter) = IdList.Of(ids);
        var models = new Dictionary<long, RegisteredModel>(ids.Count);
        var tags = new Dictionary<long, List<Tag>>();
        var aliases = new Dictionary<long, List<RegisteredModelAlias>>();
        await session.ForEachAsync(
            $"SELECT id, name, creation_time, last_updated_time, description FROM registered_models WHERE id {where}", models, Add, [parameter]);
        await session.ForEachAsync(
            $"SELECT model_id, key, value FROM registered_model_tags WHERE model_id {where} ORDER BY model_id, key", tags, TagRows.Add, [parameter]);
        await session.ForEachAsync(
            $"""
            SELECT a.model_id, a.alias, v.version FROM registered_model_aliases a JOIN model_versions v ON v.id = a.version_id
            WHERE a.model_id {where} ORDER BY a.model_id, a.alias
            """,
            aliases, Add, [parameter]);
        var latest = await session.QueryAsync(
            $"""
            SELECT v.id, v.model_id FROM (
                SELECT model_id, MAX(version) AS version, {stageOrder} AS place FROM model_versions WHERE model_id {where} GROUP BY model_id, stage
            ) l JOIN model_versions v ON v.model_id = l.model_id AND v.version = l.version ORDER BY v.model_id, l.place
            """,
            static row => (Id: row.GetInt64(0), Model: row.GetInt64(1)), [parameter]);
        var versions = (await ModelVersionReader.ReadAsync(session, [.. latest.Select(row => row.Id)]))
            .Zip(latest, (version, row) => (version, row.Model))
            .ToLookup(pair => pair.Model, pair => pair.version);
        return
        [
            .. ids.Select(id => models[id] with
            {
                Tags = tags.GetValueOrDefault(id) ?? [],
                Aliases = aliases.GetValueOrDefault(id) ?? [],
                LatestVersions = [.. versions[id]],
            }),
        ];
    }

    private static void Add(Dictionary<long, RegisteredModel> models, DbDataReader row) => models.Add(row.GetInt64(0), new RegisteredModel
    {
        Name = row.GetString(1),
        CreationTimestamp = row.GetInt64(2),
        LastUpdatedTimestamp = row.GetInt64(3),
        Description = row.IsDBNull(4) ? null : row.GetString(4),
    });

    private static void Add(Dictionary<long, List<RegisteredModelAlias>> aliases, DbDataReader row)
    {
        if (!aliases.TryGetValue(row.GetInt64(0), out var list))
        {
            aliases.Add(row.GetInt64(0), list = []);
        }

        list.Add(new RegisteredModelAlias(row.GetString(1), RegistryRows.Number(row.GetInt64(2))));
    }
}
