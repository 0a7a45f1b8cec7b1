using Mlops.Storage.Relational;
using Mlops.Tracking.Evaluation;

namespace Mlops.Storage.Evaluation;

/// <summary>Adds records to a dataset or merges them into those with the same inputs: a few statements, however many records.</summary>
internal static class DatasetRecordWriter
{
    private const string Insert =
        """
        INSERT INTO evaluation_dataset_records
            (record_id, dataset, input_hash, inputs, outputs, expectations, tags, source, source_id, source_type, created_time, last_update_time, created_by, last_updated_by)
        VALUES 
        """;

    private const string OrMerge =
        """
         ON CONFLICT (dataset, input_hash) DO UPDATE SET
            outputs = excluded.outputs, expectations = excluded.expectations, tags = excluded.tags,
            last_update_time = excluded.last_update_time, last_updated_by = excluded.last_updated_by
        """;

    public static async ValueTask<(int Inserted, int Updated)> WriteAsync(RelationalSession session, long dataset, IReadOnlyList<NewDatasetRecord> records, long now)
    {
        var contents = await ReadAsync(session, dataset, records);
        var firsts = new OrderedDictionary<string, NewDatasetRecord>(StringComparer.Ordinal);
        var inserted = 0;
        foreach (var record in records)
        {
            firsts.TryAdd(record.InputHash, record);
            if (contents.TryGetValue(record.InputHash, out var content))
            {
                contents[record.InputHash] = content.Merge(record);
            }
            else
            {
                contents.Add(record.InputHash, DatasetRecordContent.Of(record));
                inserted++;
            }
        }

        foreach (var chunk in RowChunks.Of(firsts.Values.ToArray()))
        {
            var sql = new SqlBuilder().Append(Insert);
            for (var i = 0; i < chunk.Length; i++)
            {
                sql.Append(i == 0 ? "(" : ", (");
                Add(sql, dataset, chunk.Span[i], contents[chunk.Span[i].InputHash], now);
                sql.Append(")");
            }

            var query = sql.Append(OrMerge).Build();
            await session.ExecuteAsync(query.Text, query.Parameters);
        }

        return (inserted, records.Count - inserted);
    }

    private static async ValueTask<Dictionary<string, DatasetRecordContent>> ReadAsync(
        RelationalSession session, long dataset, IReadOnlyList<NewDatasetRecord> records)
    {
        var contents = new Dictionary<string, DatasetRecordContent>(StringComparer.Ordinal);
        foreach (var chunk in RowChunks.Of(records.Select(static record => record.InputHash).Distinct(StringComparer.Ordinal).ToArray()))
        {
            var sql = new SqlBuilder()
                .Append("SELECT input_hash, outputs, expectations, tags, last_updated_by FROM evaluation_dataset_records WHERE dataset = ").Value(dataset)
                .Append(" AND input_hash IN (");
            for (var i = 0; i < chunk.Length; i++)
            {
                sql.Append(i == 0 ? "" : ", ").Value(chunk.Span[i]);
            }

            var query = sql.Append(")").Build();
            await session.ForEachAsync(
                query.Text, contents,
                static (contents, row) => contents.Add(
                    row.GetString(0),
                    new DatasetRecordContent(
                        row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4))),
                query.Parameters);
        }

        return contents;
    }

    private static void Add(SqlBuilder sql, long dataset, NewDatasetRecord record, DatasetRecordContent content, long now)
    {
        object?[] values =
        [
            "dr-" + Guid.NewGuid().ToString("N"), dataset, record.InputHash, record.Inputs, content.Outputs, content.Expectations, content.Tags,
            record.Source?.Json, record.Source?.SourceId, record.Source?.SourceType, now, now, record.User, content.LastUpdatedBy,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Value(values[i]);
        }
    }
}
