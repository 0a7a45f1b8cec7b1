using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;

namespace Mlops.Storage.Runs;

/// <summary>The datasets that runs read; one row per experiment, name and digest, however many runs use it.</summary>
internal static class RunDatasets
{
    public static async ValueTask AddAsync(RelationalSession session, ResolvedRun run, DatasetInput input)
    {
        var dataset = input.Dataset;
        var id = await session.QueryInt64Async(
            "SELECT id FROM datasets WHERE experiment_id = @0 AND name = @1 AND digest = @2", [run.ExperimentId, dataset.Name, dataset.Digest])
            ?? await session.QueryInt64Async(
                "INSERT INTO datasets (experiment_id, name, digest, source_type, source, schema, profile) VALUES (@0, @1, @2, @3, @4, @5, @6) RETURNING id",
                [run.ExperimentId, dataset.Name, dataset.Digest, dataset.SourceType, dataset.Source, dataset.Schema, dataset.Profile]);
        if (await session.ExecuteAsync("INSERT INTO run_datasets (run, dataset_id) VALUES (@0, @1) ON CONFLICT DO NOTHING", run.Id, id) == 0)
        {
            return;
        }

        foreach (var tag in input.Tags)
        {
            await session.ExecuteAsync(
                "INSERT INTO run_dataset_tags (run, dataset_id, key, value) VALUES (@0, @1, @2, @3) ON CONFLICT (run, dataset_id, key) DO UPDATE SET value = excluded.value",
                run.Id, id, tag.Key, tag.Value);
        }
    }

    public static async ValueTask ReadAsync(RelationalSession session, string where, object?[] parameters, Action<long, DatasetInput> add)
    {
        var rows = await session.QueryAsync(
            $"""
            SELECT u.run, u.dataset_id, d.name, d.digest, d.source_type, d.source, d.schema, d.profile
            FROM run_datasets u JOIN datasets d ON d.id = u.dataset_id WHERE u.run {where} ORDER BY u.run, u.dataset_id
            """,
            static row => (Run: row.GetInt64(0), Id: row.GetInt64(1), Dataset: new Dataset
            {
                Name = row.GetString(2),
                Digest = row.GetString(3),
                SourceType = row.GetString(4),
                Source = row.GetString(5),
                Schema = row.IsDBNull(6) ? null : row.GetString(6),
                Profile = row.IsDBNull(7) ? null : row.GetString(7),
            }),
            parameters);
        if (rows.Count == 0)
        {
            return;
        }

        var tags = new Dictionary<(long Run, long Dataset), List<Tag>>();
        await session.ForEachAsync(
            $"SELECT run, dataset_id, key, value FROM run_dataset_tags WHERE run {where}", tags,
            static (tags, row) =>
            {
                var use = (row.GetInt64(0), row.GetInt64(1));
                if (!tags.TryGetValue(use, out var list))
                {
                    tags.Add(use, list = []);
                }

                list.Add(new Tag(row.GetString(2), row.GetString(3)));
            },
            parameters);
        foreach (var (run, id, dataset) in rows)
        {
            add(run, new DatasetInput { Tags = tags.GetValueOrDefault((run, id)) ?? [], Dataset = dataset });
        }
    }
}
