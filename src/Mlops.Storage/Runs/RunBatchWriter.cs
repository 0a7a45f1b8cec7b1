using Mlops.Storage.LoggedModels;
using Mlops.Storage.Metrics;
using Mlops.Storage.Relational;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Writes what a batch adds to a run, inside the open transaction; it finds conflicts before it changes anything.</summary>
internal sealed class RunBatchWriter(KeyTable keys)
{
    public const string RunNameTag = "mlflow.runName";

    /// <summary>Writes a batch.</summary>
    /// <returns>The numbers of the names it used.</returns>
    public async ValueTask<List<KeyValuePair<string, long>>> WriteAsync(RelationalSession session, ResolvedRun run, string runId, RunBatch batch)
    {
        var used = new List<KeyValuePair<string, long>>();
        var models = await LoggedModelMetricWriter.FindModelsAsync(session, run.Id, batch.Metrics);
        var added = batch.Params.Count == 0 ? [] : await NewParamsAsync(session, run, runId, batch);
        foreach (var param in added)
        {
            await session.ExecuteAsync("INSERT INTO params (run, key_id, value) VALUES (@0, @1, @2)", run.Id, await KeyAsync(param.Key), param.Value);
        }

        if (batch.Metrics.Count == 1)
        {
            var metric = batch.Metrics[0];
            await MetricWriter.AddAsync(session, run.Id, run.ExperimentId, await KeyAsync(metric.Key), [Point(metric)]);
        }
        else if (batch.Metrics.Count > 0)
        {
            foreach (var (key, points) in BySeries(batch.Metrics))
            {
                await MetricWriter.AddAsync(session, run.Id, run.ExperimentId, await KeyAsync(key), points);
            }
        }

        if (models is not null)
        {
            await LoggedModelMetricWriter.AddAsync(session, run, batch.Metrics, models, KeyAsync);
        }

        foreach (var tag in batch.Tags)
        {
            await SetTagAsync(session, run.Id, await KeyAsync(tag.Key), tag.Value);
            if (tag.Key == RunNameTag)
            {
                await session.ExecuteAsync("UPDATE runs SET name = @1 WHERE id = @0", run.Id, tag.Value);
            }
        }

        return used;

        async ValueTask<long> KeyAsync(string name)
        {
            var id = await keys.GetAsync(session, name);
            used.Add(KeyValuePair.Create(name, id));
            return id;
        }
    }

    public static ValueTask<int> SetTagAsync(RelationalSession session, long run, long key, string value) => session.ExecuteAsync(
        "INSERT INTO tags (run, key_id, value) VALUES (@0, @1, @2) ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value", run, key, value);

    private static Dictionary<string, List<MetricPoint>> BySeries(IReadOnlyList<Metric> metrics)
    {
        var series = new Dictionary<string, List<MetricPoint>>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            if (!series.TryGetValue(metric.Key, out var points))
            {
                series.Add(metric.Key, points = []);
            }

            points.Add(Point(metric));
        }

        return series;
    }

    private static MetricPoint Point(Metric metric) => new(metric.Timestamp, metric.Step, metric.Value);

    private async ValueTask<List<Param>> NewParamsAsync(RelationalSession session, ResolvedRun run, string runId, RunBatch batch)
    {
        var added = new List<Param>(batch.Params.Count);
        List<string>? conflicts = null;
        foreach (var param in batch.Params)
        {
            var key = await keys.FindAsync(session, param.Key);
            var old = key is null ? null : await session.QueryFirstAsync(
                "SELECT value FROM params WHERE run = @0 AND key_id = @1", static row => row.GetString(0), [run.Id, key]);
            if (old is null)
            {
                added.Add(param);
            }
            else if (old != param.Value)
            {
                (conflicts ??= []).Add(batch.SingleParam
                    ? $"Changing param values is not allowed. Param with key='{param.Key}' was already logged with value='{old}' for run ID='{runId}'. Attempted logging new value '{param.Value}'."
                    : $"{{'key': '{param.Key}', 'old_value': '{old}', 'new_value': '{param.Value}'}}");
            }
        }

        if (conflicts is null)
        {
            return added;
        }

        throw MlflowException.InvalidParameterValue(batch.SingleParam
            ? conflicts[0]
            : $"Changing param values is not allowed. Params were already logged='[{string.Join(", ", conflicts)}]' for run ID='{runId}'.");
    }
}
