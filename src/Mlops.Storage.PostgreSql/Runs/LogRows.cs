using System.Runtime.InteropServices;
using Mlops.Storage.Metrics;
using Mlops.Storage.Relational;
using Mlops.Tracking.Metrics;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>
/// What a group of batches adds, as one statement: arrays, a snapshot that tells which runs are active, and rows for those alone. Points of
/// one series are one packed row, whichever request they came with. Rows are in the order of their keys, so that groups that meet, here or
/// on another host, lock rows in the same order and do not deadlock.
/// </summary>
internal sealed class LogRows
{
    private const string Active = "u.run = ANY (ARRAY(SELECT id FROM active))";
    private static readonly string?[] s_texts = new string?[8];
    private readonly SortedDictionary<(long Run, long Key), (long Experiment, List<MetricPoint> Points)> _series = [];
    private readonly SortedDictionary<(long Run, long Key), string> _params = [];
    private readonly SortedDictionary<(long Run, long Key), string> _tags = [];
    private readonly HashSet<long> _runs = [];

    /// <summary>The series that got a row with few points.</summary>
    public IEnumerable<(long Run, long Key, int Points)> Series => _series.Select(static pair => (pair.Key.Run, pair.Key.Key, pair.Value.Points.Count));

    /// <summary>Adds what a request logs, but for its parameters.</summary>
    public void Add(LogRequest request, KeyTable keys)
    {
        var run = request.Run;
        _runs.Add(run.Id);
        foreach (var metric in request.Batch.Metrics)
        {
            var series = (run.Id, Number(keys, metric.Key));
            if (!_series.TryGetValue(series, out var known))
            {
                _series.Add(series, known = (run.ExperimentId, new List<MetricPoint>(1)));
            }

            known.Points.Add(new MetricPoint(metric.Timestamp, metric.Step, metric.Value));
        }

        foreach (var tag in request.Batch.Tags)
        {
            _tags[(run.Id, Number(keys, tag.Key))] = tag.Value;
        }
    }

    /// <summary>Adds a parameter that the run has not yet.</summary>
    /// <returns>False where another value of it comes with the same group.</returns>
    public bool TryAddParam(long run, long key, string value) => _params.TryAdd((run, key), value) || _params[(run, key)] == value;

    /// <summary>Takes back a parameter that was added.</summary>
    public void RemoveParam(long run, long key) => _params.Remove((run, key));

    /// <summary>Writes all of it.</summary>
    /// <returns>The runs that are active; nothing was written for others.</returns>
    public async Task<HashSet<long>> WriteAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Text(_series.Count > 0, _params.Count > 0, _tags.Count > 0), connection);
        AddParameter(command, _runs.ToArray());
        if (_series.Count > 0)
        {
            AddSeries(command);
        }

        AddTexts(command, _params);
        AddTexts(command, _tags);
        var active = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            active.Add(reader.GetInt64(0));
        }

        return active;
    }

    private static long Number(KeyTable keys, string name) => keys.TryGet(name, out var id) ? id
        : throw new InvalidOperationException("A name lost its number.");

    private static string Text(bool metrics, bool parameters, bool tags)
    {
        ref var text = ref s_texts[(metrics ? 1 : 0) | (parameters ? 2 : 0) | (tags ? 4 : 0)];
        if (text is not null)
        {
            return text;
        }

        var next = 2;
        var sql = "WITH active AS MATERIALIZED (SELECT id FROM runs WHERE id = ANY($1) AND lifecycle_stage = 0)";
        if (metrics)
        {
            next = 11;
            sql += $"""
                , chunks AS (INSERT INTO metric_chunks (run, key_id, points, data)
                SELECT u.run, u.key_id, u.points, u.data FROM unnest($2, $3, $4, $5) AS u (run, key_id, points, data) WHERE {Active})
                , latest AS (INSERT INTO latest_metrics AS l (run, key_id, experiment_id, value, is_nan, step, timestamp)
                SELECT u.run, u.key_id, u.experiment_id, u.value, u.is_nan, u.step, u.timestamp
                FROM unnest($2, $3, $6, $7, $8, $9, $10) AS u (run, key_id, experiment_id, value, is_nan, step, timestamp) WHERE {Active}
                ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value, is_nan = excluded.is_nan, step = excluded.step, timestamp = excluded.timestamp
                WHERE (excluded.step, excluded.timestamp, -excluded.is_nan, excluded.value) > (l.step, l.timestamp, -l.is_nan, l.value))
                """;
        }

        if (parameters)
        {
            sql += $"""
                , added AS (INSERT INTO params (run, key_id, value)
                SELECT u.run, u.key_id, u.value FROM unnest(${next}, ${next + 1}, ${next + 2}) AS u (run, key_id, value) WHERE {Active})
                """;
            next += 3;
        }

        if (tags)
        {
            sql += $"""
                , tagged AS (INSERT INTO tags (run, key_id, value)
                SELECT u.run, u.key_id, u.value FROM unnest(${next}, ${next + 1}, ${next + 2}) AS u (run, key_id, value) WHERE {Active}
                ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value)
                """;
        }

        return text = sql + " SELECT id FROM active";
    }

    private void AddSeries(NpgsqlCommand command)
    {
        var count = _series.Count;
        long[] runs = new long[count], keys = new long[count], points = new long[count], experiments = new long[count];
        long[] nan = new long[count], steps = new long[count], timestamps = new long[count];
        var data = new byte[count][];
        var values = new double[count];
        var i = 0;
        foreach (var ((run, key), (experiment, series)) in _series)
        {
            var latest = MetricWriter.SortForWriting(series);
            var isNan = double.IsNaN(latest.Value);
            (runs[i], keys[i], experiments[i], points[i]) = (run, key, experiment, series.Count);
            data[i] = MetricChunk.Encode(CollectionsMarshal.AsSpan(series));
            (values[i], nan[i], steps[i], timestamps[i]) = (isNan ? 0 : latest.Value, isNan ? 1 : 0, latest.Step, latest.Timestamp);
            i++;
        }

        foreach (object array in new object[] { runs, keys, points, data, experiments, values, nan, steps, timestamps })
        {
            AddParameter(command, array);
        }
    }

    private static void AddTexts(NpgsqlCommand command, SortedDictionary<(long Run, long Key), string> texts)
    {
        if (texts.Count > 0)
        {
            AddParameter(command, texts.Keys.Select(static key => key.Run).ToArray());
            AddParameter(command, texts.Keys.Select(static key => key.Key).ToArray());
            AddParameter(command, texts.Values.ToArray());
        }
    }

    private static void AddParameter(NpgsqlCommand command, object value) =>
        command.Parameters.Add(PostgreSqlParameters.Of(PostgreSqlDialect.Instance.Value(value)));
}
