using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.LoggedModels;

/// <summary>
/// Keeps the metric points of a run that name a logged model with that model too. A point that is there already stays one.
/// </summary>
internal static class LoggedModelMetricWriter
{
    private const string IsLater =
        "(excluded.last_time, excluded.last_step, -excluded.last_is_nan, excluded.last_value) > (s.last_time, s.last_step, -s.last_is_nan, s.last_value)";

    /// <summary>Finds the models that points name, before anything is changed; null where they name none.</summary>
    public static async ValueTask<Dictionary<string, long>?> FindModelsAsync(RelationalSession session, long run, IReadOnlyList<Metric> metrics)
    {
        Dictionary<string, long>? models = null;
        for (var i = 0; i < metrics.Count; i++)
        {
            if (metrics[i].ModelId is { Length: > 0 } modelId && models?.ContainsKey(modelId) != true)
            {
                var model = await session.QueryInt64Async(
                    "SELECT m.id FROM logged_models m JOIN runs r ON r.workspace_id = m.workspace_id WHERE m.model_id = @0 AND r.id = @1", [modelId, run])
                    ?? throw LoggedModelRows.NotFound(modelId);
                (models ??= new Dictionary<string, long>(StringComparer.Ordinal)).Add(modelId, model);
            }
        }

        return models;
    }

    /// <summary>Writes the points that name a model.</summary>
    /// <param name="session">The open transaction.</param>
    /// <param name="run">The run that logs them.</param>
    /// <param name="metrics">Points, with or without a model.</param>
    /// <param name="models">What <see cref="FindModelsAsync"/> found.</param>
    /// <param name="keys">Yields the number of a metric's name.</param>
    public static async ValueTask AddAsync(
        RelationalSession session, ResolvedRun run, IReadOnlyList<Metric> metrics, Dictionary<string, long> models, Func<string, ValueTask<long>> keys)
    {
        foreach (var series in metrics
            .Where(static metric => !string.IsNullOrEmpty(metric.ModelId))
            .GroupBy(static metric => (Model: metric.ModelId!, metric.Key, Name: metric.DatasetName ?? "", Digest: metric.DatasetDigest ?? "")))
        {
            var points = series.Select(static metric => new MetricPoint(metric.Timestamp, metric.Step, metric.Value)).ToList();
            var id = await SeriesAsync(
                session, [models[series.Key.Model], await keys(series.Key.Key), run.Id, series.Key.Name, series.Key.Digest], points);
            foreach (var point in points)
            {
                await session.ExecuteAsync(
                    "INSERT INTO logged_model_points (series, timestamp, step, value, is_nan) VALUES (@0, @1, @2, @3, @4) ON CONFLICT DO NOTHING",
                    id, point.Timestamp, point.Step, Stored(point), double.IsNaN(point.Value) ? 1 : 0);
            }
        }
    }

    private static async ValueTask<long> SeriesAsync(RelationalSession session, object[] identity, List<MetricPoint> points)
    {
        var last = points.Max();
        var (min, max) = Bounds(points);
        return await session.QueryInt64Async(
            $"""
            INSERT INTO logged_model_series AS s
                (model, key_id, run, dataset_name, dataset_digest, min_value, max_value, has_nan, last_time, last_step, last_value, last_is_nan)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)
            ON CONFLICT (model, key_id, run, dataset_name, dataset_digest) DO UPDATE SET
                min_value = CASE WHEN excluded.min_value < s.min_value THEN excluded.min_value ELSE s.min_value END,
                max_value = CASE WHEN excluded.max_value > s.max_value THEN excluded.max_value ELSE s.max_value END,
                has_nan = CASE WHEN excluded.has_nan > s.has_nan THEN excluded.has_nan ELSE s.has_nan END,
                last_time = CASE WHEN {IsLater} THEN excluded.last_time ELSE s.last_time END,
                last_step = CASE WHEN {IsLater} THEN excluded.last_step ELSE s.last_step END,
                last_value = CASE WHEN {IsLater} THEN excluded.last_value ELSE s.last_value END,
                last_is_nan = CASE WHEN {IsLater} THEN excluded.last_is_nan ELSE s.last_is_nan END
            RETURNING id
            """,
            [.. identity, min, max, points.Exists(static point => double.IsNaN(point.Value)) ? 1 : 0, last.Timestamp, last.Step, Stored(last), double.IsNaN(last.Value) ? 1 : 0])
            ?? throw new InvalidOperationException("The database gave a series of a logged model no number.");
    }

    /// <summary>The least and the largest number; infinity and its negative where there is none, so that no number lies between.</summary>
    private static (double Min, double Max) Bounds(List<MetricPoint> points)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var point in points)
        {
            if (!double.IsNaN(point.Value))
            {
                (min, max) = (Math.Min(min, point.Value), Math.Max(max, point.Value));
            }
        }

        return (min, max);
    }

    private static double Stored(MetricPoint point) => double.IsNaN(point.Value) ? 0 : point.Value;
}
