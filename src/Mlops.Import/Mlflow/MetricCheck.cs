using Mlops.Storage.Metrics;
using Mlops.Storage.Relational;

namespace Mlops.Import.Mlflow;

/// <summary>Reads every metric point back, in the order of the index of series, so that nothing is read twice and little at once.</summary>
internal static class MetricCheck
{
    private const int ChunksPerRead = 500;

    private const string Read =
        """
        SELECT c.run, c.key_id, c.id, r.run_id, k.name, c.data
        FROM (SELECT run, key_id, id, data FROM metric_chunks WHERE (run, key_id, id) > (@0, @1, @2) ORDER BY run, key_id, id LIMIT @3) c
        LEFT JOIN runs r ON r.id = c.run LEFT JOIN keys k ON k.id = c.key_id
        """;

    public static async Task<(long Count, long Checksum)> CountAsync(IRelationalDatabase database, CancellationToken cancellationToken)
    {
        (long Run, long Key, long Id)? last = (0, 0, 0);
        var sum = new Sum();
        while (last is var (run, key, id))
        {
            last = await database.ReadAsync(
                async session =>
                {
                    (long Run, long Key, long Id)? furthest = null;
                    var rows = await session.QueryAsync(
                        Read,
                        static row => (
                            Place: (Run: row.GetInt64(0), Key: row.GetInt64(1), Id: row.GetInt64(2)), Run: Text(row, 3), Key: Text(row, 4), Data: (byte[])row.GetValue(5)),
                        [run, key, id, (long)ChunksPerRead]);
                    foreach (var row in rows)
                    {
                        sum.Add(new MetricChecksum(row.Run, row.Key), row.Data);
                        furthest = furthest is null || row.Place.CompareTo(furthest.Value) > 0 ? row.Place : furthest;
                    }

                    return furthest;
                },
                cancellationToken);
        }

        return (sum.Count, sum.Checksum);
    }

    private static string Text(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);

    private sealed class Sum
    {
        public long Count { get; private set; }

        public long Checksum { get; private set; }

        public void Add(MetricChecksum series, byte[] chunk)
        {
            var reader = new MetricChunkReader(chunk);
            while (reader.Read())
            {
                Count++;
                Checksum = unchecked(Checksum + series.Of(reader.Point));
            }
        }
    }
}
