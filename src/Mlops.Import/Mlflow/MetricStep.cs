using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mlops.Storage.Metrics;
using Mlops.Storage.Relational;
using Mlops.Tracking.Metrics;

namespace Mlops.Import.Mlflow;

/// <summary>
/// The points of all metrics, run by run and series by series, so that each series becomes a few packed rows. A checksum that does not
/// depend on the order goes along; the finished import is read back against it.
/// </summary>
internal sealed class MetricStep() : ImportStep("metrics", "metric_chunks")
{
    private const int RunsPerQuery = 1000;
    private const int PointsPerChunk = 10_000;
    private const string Nan = "CASE WHEN is_nan THEN 1 ELSE 0 END";

    public override int BatchRows(ImportOptions options) => options.BatchPoints;

    public override Task<long> CountUnreadAsync(SourceDatabase source) =>
        source.CountAsync("SELECT count(*) FROM metrics WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.run_uuid = metrics.run_uuid)");

    public override async IAsyncEnumerable<SourceRow> ReadAsync(
        SourceDatabase source, IReadOnlyList<object> after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = "";
        if (after.Count > 0)
        {
            last = (string)after[0];
            var (key, value) = source.Parameter(1, after[1]);
            await foreach (var row in SeriesAsync(
                source, $" AND (key, timestamp, step, value, {Nan}) > ({key}, @2, @3, @4, @5)", [last, value, .. after.Skip(2)], cancellationToken))
            {
                yield return row;
            }
        }

        while (true)
        {
            var runs = new List<string>(RunsPerQuery);
            await foreach (var run in source.QueryAsync($"SELECT run_uuid FROM runs WHERE run_uuid > @0 ORDER BY run_uuid LIMIT {RunsPerQuery}", [last], cancellationToken))
            {
                runs.Add(run.Text(0));
            }

            if (runs.Count == 0)
            {
                yield break;
            }

            foreach (var run in runs)
            {
                await foreach (var row in SeriesAsync(source, "", [run], cancellationToken))
                {
                    yield return row;
                }
            }

            last = runs[^1];
        }
    }

    public override object[] Key(SourceRow row) => [row.Text(0), row.Raw(1) ?? "", row.Integer(2), row.Integer(3), row.Number(4), row.Integer(5)];

    public override async Task<(long Count, long? Checksum)> ReadBackAsync(IRelationalDatabase database, CancellationToken cancellationToken) =>
        await MetricCheck.CountAsync(database, cancellationToken);

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(0)));
        var chunks = new List<object?[]>();
        var points = new List<MetricPoint>();
        int count = 0;
        long checksum = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var (run, key) = (rows[i].Text(0), rows[i].Text(1));
            if (!runs.TryGetValue(run, out var found))
            {
                continue;
            }

            points.Add(new MetricPoint(rows[i].Integer(2), rows[i].Integer(3), rows[i].Integer(5) == 1 ? double.NaN : rows[i].Number(4)));
            if (points.Count == PointsPerChunk || i + 1 == rows.Count || rows[i + 1].Text(0) != run || rows[i + 1].Text(1) != key)
            {
                var series = new MetricChecksum(run, key);
                checksum = points.Aggregate(checksum, (sum, point) => unchecked(sum + series.Of(point)));
                count += points.Count;
                chunks.Add([found.Id, await session.KeyAsync(key), (long)points.Count, MetricChunk.Encode(CollectionsMarshal.AsSpan(points))]);
                points.Clear();
            }
        }

        await session.InsertAsync("metric_chunks (run, key_id, points, data)", chunks);
        return new ImportedRows(count, checksum);
    }

    private static IAsyncEnumerable<SourceRow> SeriesAsync(SourceDatabase source, string condition, object?[] parameters, CancellationToken cancellationToken) => source.QueryAsync(
        $"SELECT run_uuid, key, timestamp, step, value, {Nan} FROM metrics WHERE run_uuid = @0{condition} ORDER BY key, timestamp, step, value, {Nan}",
        parameters, cancellationToken);
}
