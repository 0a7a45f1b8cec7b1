using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mlops.Storage.Relational;

namespace Mlops.Import.Mlflow;

/// <summary>Reads every span back, and sums up numbers that tell whether two sets of spans are the same, whatever their order.</summary>
internal static class SpanCheck
{
    // Contents may be large.
    private const int SpansPerRead = 50;

    private const string Read =
        """
        SELECT s.id, t.trace_id, s.span_id, s.parent_span_id, s.name, s.start_time_ns, s.end_time_ns, s.content
        FROM (SELECT id, trace, span_id, parent_span_id, name, start_time_ns, end_time_ns, content FROM spans WHERE id > @0 ORDER BY id LIMIT @1) s
        JOIN traces t ON t.id = s.trace ORDER BY s.id
        """;

    /// <summary>A number of a span.</summary>
    public static long Checksum(string traceId, string spanId, string? parentId, string name, long start, long? end, string content)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{traceId}\0{spanId}\0{parentId}\0{name}\0{start}\0{end}\0{content}");
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public static async Task<(long Count, long Checksum)> CountAsync(IRelationalDatabase database, CancellationToken cancellationToken)
    {
        long count = 0, checksum = 0, last = 0;
        while (true)
        {
            var spans = await database.ReadAsync(
                async session => await session.QueryAsync(
                    Read,
                    static row => (Id: row.GetInt64(0), Checksum: Checksum(
                        row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4), row.GetInt64(5),
                        row.IsDBNull(6) ? null : row.GetInt64(6), row.GetString(7))),
                    [last, (long)SpansPerRead]),
                cancellationToken);
            if (spans.Count == 0)
            {
                return (count, checksum);
            }

            foreach (var span in spans)
            {
                count++;
                checksum = unchecked(checksum + span.Checksum);
                last = span.Id;
            }
        }
    }
}
