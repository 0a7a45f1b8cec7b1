using System.Data.Common;
using System.Globalization;
using System.Text;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Evaluation;

namespace Mlops.Storage.Evaluation;

internal sealed class DatasetRecordStore(IRelationalDatabase database, WorkspaceTable workspaces, EvaluationDatasetRows rows, TimeProvider time) : IDatasetRecordStore
{
    // A page of long records ends where its texts have this many characters.
    private const long MaxPageLength = 16 << 20;

    public ValueTask<UpsertDatasetRecordsResponse> UpsertAsync(
        string workspace, string datasetId, DatasetRecordBatch batch, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();

            // The update also makes others who write to this dataset wait.
            var dataset = await session.QueryFirstAsync(
                "UPDATE evaluation_datasets SET last_update_time = @2, last_updated_by = @3 WHERE dataset_id = @0 AND workspace_id = @1 RETURNING id, name, schema_json",
                static row => (Id: row.GetInt64(0), Name: row.GetString(1), Schema: row.IsDBNull(2) ? null : row.GetString(2)),
                [datasetId, await workspaces.FindAsync(session, workspace), now, batch.User]);
            if (dataset.Id == 0)
            {
                throw EvaluationDatasetRows.NotFound(datasetId);
            }

            var schema = DatasetSchema.Parse(dataset.Schema);
            schema.Merge(batch.Schema);
            var schemaJson = batch.Records.Count == 0 ? dataset.Schema : schema.ToJson();
            var (inserted, updated) = await DatasetRecordWriter.WriteAsync(session, dataset.Id, batch.Records, now);
            await session.ExecuteAsync(
                "UPDATE evaluation_datasets SET schema_json = @1, record_count = record_count + @2, digest = @3 WHERE id = @0",
                dataset.Id, schemaJson, (long)inserted, EvaluationDatasetRows.Digest(dataset.Name, now));
            return new UpsertDatasetRecordsResponse(inserted, updated);
        },
        cancellationToken);

    public ValueTask<Page<DatasetRecord>> ReadAsync(
        string workspace, string datasetId, int maxResults, string? pageToken, CancellationToken cancellationToken)
    {
        var after = pageToken is null ? 0 : Decode(pageToken);
        return database.ReadAsync(
            async session =>
            {
                var page = new RecordPage(datasetId, maxResults);
                await session.ForEachAsync(
                    """
                    SELECT id, record_id, inputs, outputs, expectations, tags, source_type, source_id, source, created_time, last_update_time, created_by, last_updated_by
                    FROM evaluation_dataset_records WHERE dataset = @0 AND id > @1 ORDER BY id LIMIT @2
                    """,
                    page, static (page, row) => page.Add(row), [await rows.FindAsync(session, workspace, datasetId), after, maxResults + 1L]);
                return new Page<DatasetRecord>(page.Records, page.IsCut ? Encode(page.Last) : null);
            },
            cancellationToken);
    }

    public ValueTask<int> DeleteAsync(
        string workspace, string datasetId, IReadOnlyList<string> recordIds, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var dataset = await rows.FindAsync(session, workspace, datasetId);
            var deleted = 0;
            foreach (var chunk in RowChunks.Of(recordIds.ToArray()))
            {
                var sql = new SqlBuilder().Append("DELETE FROM evaluation_dataset_records WHERE dataset = ").Value(dataset).Append(" AND record_id IN (");
                for (var i = 0; i < chunk.Length; i++)
                {
                    sql.Append(i == 0 ? "" : ", ").Value(chunk.Span[i]);
                }

                var query = sql.Append(")").Build();
                deleted += await session.ExecuteAsync(query.Text, query.Parameters);
            }

            if (deleted > 0)
            {
                await session.ExecuteAsync("UPDATE evaluation_datasets SET record_count = record_count - @1 WHERE id = @0", dataset, (long)deleted);
            }

            return deleted;
        },
        cancellationToken);

    private static string Encode(long last) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"after:{last}")));

    private static long Decode(string token)
    {
        Span<byte> bytes = stackalloc byte[64];
        return token.Length <= 80
            && Convert.TryFromBase64String(token, bytes, out var length)
            && bytes[..length].StartsWith("after:"u8)
            && long.TryParse(bytes[6..length], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : throw MlflowException.InvalidParameterValue("Invalid page token, it was not made by this server ('page_token').");
    }

    private sealed class RecordPage(string datasetId, int maxResults)
    {
        private readonly List<DatasetRecord> _records = [];
        private long _length;

        public IReadOnlyList<DatasetRecord> Records => _records;

        public bool IsCut { get; private set; }

        public long Last { get; private set; }

        public void Add(DbDataReader row)
        {
            if (IsCut || _records.Count == maxResults || (_records.Count > 0 && _length > MaxPageLength))
            {
                IsCut = true;
                return;
            }

            var record = new DatasetRecord
            {
                DatasetId = datasetId,
                RecordId = row.GetString(1),
                Inputs = row.GetString(2),
                Outputs = Text(row, 3),
                Expectations = Text(row, 4),
                Tags = row.GetString(5),
                Source = Text(row, 6) is { } type ? new DatasetRecordSource(type, Text(row, 7), row.GetString(8)) : null,
                CreatedTime = row.GetInt64(9),
                LastUpdateTime = row.GetInt64(10),
                CreatedBy = Text(row, 11),
                LastUpdatedBy = Text(row, 12),
            };
            _records.Add(record);
            _length += record.Inputs.Length + (record.Outputs?.Length ?? 0) + (record.Expectations?.Length ?? 0) + record.Tags.Length + (record.Source?.Json.Length ?? 0);
            Last = row.GetInt64(0);
        }

        private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
