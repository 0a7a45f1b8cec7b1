using System.Data.Common;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.LoggedModels;

/// <summary>Reads whole logged models by their numbers: one query a table, however many models a page has.</summary>
internal static class LoggedModelReader
{
    private const string Columns =
        "id, model_id, experiment_id, name, creation_time, last_updated_time, artifact_location, status, model_type, source_run_id, status_message";

    public static ValueTask<LoggedModelInfo?> FindInfoAsync(RelationalSession session, long workspaceId, string modelId) => session.QueryFirstAsync(
        $"SELECT {Columns} FROM logged_models WHERE model_id = @0 AND workspace_id = @1 AND lifecycle_stage = 0", ReadInfo, [modelId, workspaceId]);

    public static async ValueTask<LoggedModel> ReadAsync(RelationalSession session, long id) => (await ReadAsync(session, [id]))[0];

    public static async ValueTask<IReadOnlyList<LoggedModel>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var models = ids.ToDictionary(static id => id, static _ => new Parts());
        var (where, parameter) = IdList.Of(ids);
        await session.ForEachAsync(
            $"SELECT {Columns} FROM logged_models WHERE id {where}", models,
            static (models, row) => models[row.GetInt64(0)].Info = ReadInfo(row), [parameter]);
        await session.ForEachAsync(
            $"SELECT model, key, value FROM logged_model_params WHERE model {where} ORDER BY model, key", models,
            static (models, row) => models[row.GetInt64(0)].Params.Add(new Param(row.GetString(1), row.GetString(2))), [parameter]);
        await session.ForEachAsync(
            $"SELECT model, key, value FROM logged_model_tags WHERE model {where} ORDER BY model, key", models,
            static (models, row) => models[row.GetInt64(0)].Tags.Add(new Tag(row.GetString(1), row.GetString(2))), [parameter]);
        await ReadMetricsAsync(session, models, where, parameter);
        return [.. ids.Select(id => models[id].ToModel())];
    }

    private static async ValueTask ReadMetricsAsync(RelationalSession session, Dictionary<long, Parts> models, string where, object parameter)
    {
        var series = new Dictionary<long, Series>();
        await session.ForEachAsync(
            $"""
            SELECT s.id, s.model, k.name, r.run_id, s.dataset_name, s.dataset_digest
            FROM logged_model_series s JOIN keys k ON k.id = s.key_id JOIN runs r ON r.id = s.run WHERE s.model {where}
            """,
            (models, series),
            static (state, row) => state.series.Add(
                row.GetInt64(0),
                new Series(state.models[row.GetInt64(1)], row.GetString(2), row.GetString(3), TextOrNull(row.GetString(4)), TextOrNull(row.GetString(5)))),
            [parameter]);
        if (series.Count == 0)
        {
            return;
        }

        await session.ForEachAsync(
            $"""
            SELECT p.series, p.value, p.is_nan, p.timestamp, p.step FROM logged_model_points p
            WHERE p.series IN (SELECT s.id FROM logged_model_series s WHERE s.model {where})
            """,
            series,
            static (series, row) => series[row.GetInt64(0)].Add(
                row.GetInt64(2) != 0 ? double.NaN : row.GetDouble(1), row.GetInt64(3), row.GetInt64(4)),
            [parameter]);
    }

    private static LoggedModelInfo ReadInfo(DbDataReader row) => new()
    {
        ModelId = row.GetString(1),
        ExperimentId = ExperimentRows.Id(row.GetInt64(2)),
        Name = row.GetString(3),
        CreationTimestampMs = row.GetInt64(4),
        LastUpdatedTimestampMs = row.GetInt64(5),
        ArtifactUri = row.GetString(6),
        Status = (LoggedModelStatus)row.GetInt64(7),
        ModelType = row.GetString(8),
        SourceRunId = row.GetString(9),
        StatusMessage = row.IsDBNull(10) ? null : row.GetString(10),
    };

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;

    private sealed record Series(Parts Model, string Key, string RunId, string? DatasetName, string? DatasetDigest)
    {
        public void Add(double value, long timestamp, long step) => Model.Metrics.Add(new Metric(Key, value, timestamp, step)
        {
            RunId = RunId,
            ModelId = Model.Info!.ModelId,
            DatasetName = DatasetName,
            DatasetDigest = DatasetDigest,
        });
    }

    private sealed class Parts
    {
        public LoggedModelInfo? Info { get; set; }

        public List<Tag> Tags { get; } = [];

        public List<Param> Params { get; } = [];

        public List<Metric> Metrics { get; } = [];

        public LoggedModel ToModel()
        {
            Metrics.Sort(Compare);
            return new LoggedModel
            {
                Info = (Info ?? throw new InvalidOperationException("A logged model vanished inside a transaction.")) with { Tags = Tags },
                Data = new LoggedModelData { Params = Params, Metrics = Metrics },
            };
        }

        private static int Compare(Metric left, Metric right)
        {
            var order = string.CompareOrdinal(left.Key, right.Key);
            order = order != 0 ? order : left.Timestamp.CompareTo(right.Timestamp);
            order = order != 0 ? order : left.Step.CompareTo(right.Step);
            order = order != 0 ? order : string.CompareOrdinal(left.RunId, right.RunId);
            order = order != 0 ? order : string.CompareOrdinal(left.DatasetName, right.DatasetName);
            order = order != 0 ? order : string.CompareOrdinal(left.DatasetDigest, right.DatasetDigest);
            return order != 0 ? order : left.Value.CompareTo(right.Value);
        }
    }
}
