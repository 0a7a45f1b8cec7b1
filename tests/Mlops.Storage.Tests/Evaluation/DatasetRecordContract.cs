using System.Text.Json;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Evaluation;

namespace Mlops.Storage.Tests.Evaluation;

/// <summary>
/// What every store of dataset records does (rpcs <c>upsertDatasetRecords</c>, <c>getDatasetRecords</c>, <c>deleteDatasetRecords</c>).
/// </summary>
public abstract class DatasetRecordContract(TrackingStores stores) : TrackingContract(stores)
{
    private readonly TrackingStores _stores = stores;

    private IDatasetRecordStore Records => _stores.DatasetRecords;

    [Fact]
    public async Task Records_are_kept_in_the_order_they_come()
    {
        var datasetId = await CreateAsync();
        Time.Milliseconds += 7;

        Assert.Equal((3, 0), await UpsertAsync(datasetId, """
            [{"inputs": {"q": "b", "n": {"deep": [1, 2.5, null, true]}}, "outputs": "text", "tags": {"mlflow.user": "ann"},
              "source": {"source_type": "trace", "source_data": {"trace_id": "tr-1"}}},
             {"inputs": {"q": "a"}, "expectations": {"x": 1}, "outputs": null},
             {}]
            """));

        var records = await ReadAsync(datasetId);
        Assert.All(records, record => Assert.Matches("^dr-[0-9a-f]{32}$", record.RecordId));
        Assert.All(records, record => Assert.Equal((datasetId, Time.Milliseconds, Time.Milliseconds), (record.DatasetId, record.CreatedTime, record.LastUpdateTime)));
        Assert.Equal(
            [
                ("""{"q": "b", "n": {"deep": [1, 2.5, null, true]}}""", "\"text\"", null, """{"mlflow.user": "ann"}"""),
                ("""{"q": "a"}""", null, """{"x": 1}""", "{}"),
                ("{}", "{}", null, "{}"),
            ],
            records.Select(record => (record.Inputs, record.Outputs, record.Expectations, record.Tags)));
        Assert.Equal(("ann", "ann"), (records[0].CreatedBy, records[0].LastUpdatedBy));
        Assert.Equal(new DatasetRecordSource("TRACE", "tr-1", """{"source_type": "TRACE", "source_data": {"trace_id": "tr-1"}}"""), records[0].Source);
        Assert.Null(records[1].Source);

        var dataset = await GetAsync(datasetId);
        Assert.Equal("""{"inputs": {"q": "string", "n": "object"}, "outputs": "string", "expectations": {"x": "integer"}, "version": "1.0"}""", dataset.Schema);
        Assert.Equal(("""{"num_records": 3}""", Time.Milliseconds, "ann"), (dataset.Profile, dataset.LastUpdateTime, dataset.LastUpdatedBy));
    }

    [Fact]
    public async Task A_record_with_known_inputs_is_merged()
    {
        var datasetId = await CreateAsync();
        await UpsertAsync(datasetId, """[{"inputs": {"a": 1, "b": {"x": 1, "y": 2}}, "outputs": {"o": 1}, "expectations": {"e": 1, "f": 1}, "tags": {"t": "1", "mlflow.user": "ann"}, "source": {"source_type": "HUMAN"}}]""");
        var before = (await ReadAsync(datasetId))[0];
        var digest = (await GetAsync(datasetId)).Digest;
        Time.Milliseconds += 5;

        Assert.Equal((0, 1), await UpsertAsync(datasetId, """[{"inputs": {"b": {"y": 2, "x": 1}, "a": 1}, "expectations": {"f": 2, "g": null}, "tags": {"u": "2"}, "source": {"source_type": "CODE"}}]"""));

        var merged = Assert.Single(await ReadAsync(datasetId));
        Assert.Equal(
            before with { Expectations = """{"e": 1, "f": 2, "g": null}""", Tags = """{"t": "1", "mlflow.user": "ann", "u": "2"}""", LastUpdateTime = Time.Milliseconds },
            merged);
        var dataset = await GetAsync(datasetId);
        Assert.Equal(("""{"num_records": 1}""", null), (dataset.Profile, dataset.LastUpdatedBy));
        Assert.NotEqual(digest, dataset.Digest);

        Assert.Equal((0, 1), await UpsertAsync(datasetId, """[{"inputs": {"a": 1, "b": {"x": 1, "y": 2}}, "outputs": [7], "expectations": {}, "tags": {"mlflow.user": "bob"}}]"""));
        merged = Assert.Single(await ReadAsync(datasetId));
        Assert.Equal(("[7]", """{"e": 1, "f": 2, "g": null}""", "ann", "bob"), (merged.Outputs, merged.Expectations, merged.CreatedBy, merged.LastUpdatedBy));
    }

    [Fact]
    public async Task The_same_inputs_twice_in_one_request_are_one_record()
    {
        var datasetId = await CreateAsync();
        Assert.Equal((1, 2), await UpsertAsync(datasetId, """[{"inputs": {"a": 1}, "expectations": {"x": 1}}, {"inputs": {"a": 1}, "expectations": {"y": 2}}, {"inputs": {"a": 1}, "outputs": 5}]"""));
        Assert.Equal(("5", """{"x": 1, "y": 2}"""), ((await ReadAsync(datasetId))[0].Outputs, (await ReadAsync(datasetId))[0].Expectations));
    }

    [Fact]
    public async Task Numbers_texts_and_flags_are_different_inputs()
    {
        var datasetId = await CreateAsync();
        Assert.Equal((5, 0), await UpsertAsync(datasetId, """[{"inputs": {"a": 1}}, {"inputs": {"a": 1.0}}, {"inputs": {"a": "1"}}, {"inputs": {"a": true}}, {"inputs": {"a": [1]}}]"""));
    }

    [Fact]
    public async Task Long_batches_are_added_merged_and_read_page_by_page()
    {
        var datasetId = await CreateAsync();
        Assert.Equal((777, 0), await UpsertAsync(datasetId, Batch(0, 777)));
        Assert.Equal((100, 900), await UpsertAsync(datasetId, $"[{Batch(0, 877)[1..^1]}, {Batch(754, 877)[1..^1]}]"));

        Assert.Equal("""{"num_records": 877}""", (await GetAsync(datasetId)).Profile);
        var records = await ReadAsync(datasetId, pageSize: 100);
        Assert.Equal(Enumerable.Range(0, 877).Select(i => $$"""{"i": {{i}}}"""), records.Select(record => record.Inputs));
        Assert.Equal(877, records.Select(record => record.RecordId).Distinct().Count());

        static string Batch(int from, int to) => JsonSerializer.Serialize(Enumerable.Range(from, to - from).Select(i => new { inputs = new { i } }));
    }

    [Fact]
    public async Task Deleted_records_are_counted_once()
    {
        var datasetId = await CreateAsync();
        await UpsertAsync(datasetId, """[{"inputs": {"a": 1}}, {"inputs": {"a": 2}}, {"inputs": {"a": 3}}]""");
        var ids = (await ReadAsync(datasetId)).Select(record => record.RecordId).ToArray();
        var other = await CreateAsync();

        Assert.Equal(0, await Records.DeleteAsync(Workspace, datasetId, [], Stop));
        Assert.Equal(0, await Records.DeleteAsync(Workspace, other, ids, Stop));
        Assert.Equal(2, await Records.DeleteAsync(Workspace, datasetId, [ids[0], ids[2], ids[0], "dr-none"], Stop));
        Assert.Equal("""{"num_records": 1}""", (await GetAsync(datasetId)).Profile);
        Assert.Equal(1, await Records.DeleteAsync(Workspace, datasetId, ids, Stop));
        Assert.Null((await GetAsync(datasetId)).Profile);
        Assert.Empty(await ReadAsync(datasetId));
    }

    [Fact]
    public async Task Records_of_an_unknown_dataset_or_another_workspace_are_refused()
    {
        var foreign = (await _stores.EvaluationDatasets.CreateAsync(NewWorkspace(), new NewEvaluationDataset("theirs", [], []), Stop)).DatasetId;
        foreach (var datasetId in (string[])[foreign, "d-none", ""])
        {
            await UnknownAsync(() => UpsertAsync(datasetId, """[{"inputs": {"a": 1}}]"""));
            await UnknownAsync(() => ReadAsync(datasetId));
            await UnknownAsync(() => Records.DeleteAsync(Workspace, datasetId, ["dr-1"], Stop).AsTask());
        }
    }

    [Fact]
    public async Task A_token_of_another_kind_is_refused()
    {
        var datasetId = await CreateAsync();
        foreach (var token in (string[])["x", "!!", "YWZ0ZXI6", "YWZ0ZXI6LTE=", "eyJvZmZzZXQiOiAxfQ==", new string('A', 500)])
        {
            await InvalidAsync(() => Records.ReadAsync(Workspace, datasetId, 10, token, Stop).AsTask());
        }
    }

    [Fact]
    public async Task A_field_keeps_the_type_it_had_first()
    {
        var datasetId = await CreateAsync();
        await UpsertAsync(datasetId, """[{"inputs": {"a": null, "b": false}, "outputs": {"o": 1.5}}]""");
        await UpsertAsync(datasetId, """[{"inputs": {"a": 1, "c": [1]}, "outputs": {"p": {}}}, {"inputs": {"c": 1}, "outputs": "scalar"}]""");
        await UpsertAsync(datasetId, "[]");
        Assert.Equal(
            """{"inputs": {"a": "null", "b": "boolean", "c": "array"}, "outputs": {"o": "float", "p": "object"}, "expectations": {}, "version": "1.0"}""",
            (await GetAsync(datasetId)).Schema);
    }

    private async Task<string> CreateAsync() =>
        (await _stores.EvaluationDatasets.CreateAsync(Workspace, new NewEvaluationDataset("eval", [], []), Stop)).DatasetId;

    private async Task<EvaluationDataset> GetAsync(string datasetId) => await _stores.EvaluationDatasets.GetAsync(Workspace, datasetId, Stop);

    private async Task<(int Inserted, int Updated)> UpsertAsync(string datasetId, string json)
    {
        var counts = await Records.UpsertAsync(Workspace, datasetId, DatasetRecordBatch.Parse(json), Stop);
        return (counts.InsertedCount, counts.UpdatedCount);
    }

    private async Task<List<DatasetRecord>> ReadAsync(string datasetId, int pageSize = 1000)
    {
        var records = new List<DatasetRecord>();
        string? token = null;
        do
        {
            var page = await Records.ReadAsync(Workspace, datasetId, pageSize, token, Stop);
            records.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);
        return records;
    }
}
