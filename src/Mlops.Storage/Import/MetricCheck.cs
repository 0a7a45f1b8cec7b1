using Mlops.Storage.Metrics;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Import;

/// <summary>Reads every metric point back, some thousands of runs' chunks at a time.</summary>
internal static class MetricCheck
{
    private const int ChunksPerRead = 500;

    public static async Task<(long Count, long Checksum)> CountAsync(IRelationalDatabase database, CancellationToken cancellationToken)
    {
        long last = 0;
        var sum = new Sum();
        while (last >= 0)
        {
            last = await database.ReadAsync(
                async session =>
                {
                    var rows = await session.QueryAsync(
                        """
                        SELECT c.id, r.run_id, k.name, c.data FROM metric_chunks c JOIN runs r ON r.id = c.run JOIN keys k ON k.id = c.key_id
                        WHERE c.id > @0 ORDER BY c.id LIMIT @1
                        """,
                        static row => (Id: row.GetInt64(0), Run: row.GetString(1), Key: row.GetString(2), Data: (byte[])row.GetValue(3)), [last, (long)ChunksPerRead]);
                    foreach (var (_, run, key, data) in rows)
                    {
                        sum.Add(new MetricChecksum(run, key), data);
                    }

                    return rows.Count == 0 ? -1 : rows[^1].Id;
                },
                cancellationToken);
        }

        return (sum.Count, sum.Checksum);
    }

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
