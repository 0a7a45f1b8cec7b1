using System.Globalization;
using System.Text;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Evaluation;

/// <summary>One input with what is expected of it. Members that are JSON are kept as the text that MLflow's server would write.</summary>
internal sealed record DatasetRecord
{
    /// <summary><c>dr-</c> and 32 hexadecimal digits, given by the server.</summary>
    public required string RecordId { get; init; }

    /// <summary>The dataset it belongs to.</summary>
    public required string DatasetId { get; init; }

    /// <summary>A JSON object; its hash tells records apart.</summary>
    public required string Inputs { get; init; }

    /// <summary>Any JSON, or null for none.</summary>
    public string? Outputs { get; init; }

    /// <summary>A JSON object, or null for none.</summary>
    public string? Expectations { get; init; }

    /// <summary>A JSON object, possibly empty.</summary>
    public required string Tags { get; init; }

    /// <summary>Where it comes from, or null.</summary>
    public DatasetRecordSource? Source { get; init; }

    /// <summary>When it was added, in milliseconds since 1970.</summary>
    public long CreatedTime { get; init; }

    /// <summary>When it was last merged with another, in milliseconds since 1970.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>Who added it (its tag <c>mlflow.user</c>), if anybody said so.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Who last changed it, if anybody said so.</summary>
    public string? LastUpdatedBy { get; init; }

    /// <summary>The records as the protocol carries them: a JSON list in a text.</summary>
    /// <param name="records">The records.</param>
    /// <returns>JSON.</returns>
    public static string WriteList(IReadOnlyList<DatasetRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var json = new StringBuilder("[");
        foreach (var record in records)
        {
            json.Append(json.Length == 1 ? "" : ", ");
            record.WriteTo(json);
        }

        return json.Append(']').ToString();
    }

    private void WriteTo(StringBuilder json)
    {
        json.Append("{\"dataset_record_id\": ").Append(PythonJson.Text(RecordId)).Append(", \"dataset_id\": ").Append(PythonJson.Text(DatasetId));
        Add(json, "inputs", Inputs);
        Add(json, "expectations", Expectations);
        Add(json, "tags", Tags);
        if (Source is not null)
        {
            Add(json, "source", Source.Json);
            Add(json, "source_id", TextOrNull(Source.SourceId));
            Add(json, "source_type", PythonJson.Text(Source.SourceType == DatasetRecordSource.Unspecified ? "SOURCE_TYPE_UNSPECIFIED" : Source.SourceType));
        }

        json.Append(CultureInfo.InvariantCulture, $", \"created_time\": {CreatedTime}, \"last_update_time\": {LastUpdateTime}");
        Add(json, "created_by", TextOrNull(CreatedBy));
        Add(json, "last_updated_by", TextOrNull(LastUpdatedBy));
        Add(json, "outputs", Outputs);
        json.Append('}');
    }

    private static void Add(StringBuilder json, string name, string? value)
    {
        if (value is not null)
        {
            json.Append(", \"").Append(name).Append("\": ").Append(value);
        }
    }

    private static string? TextOrNull(string? text) => text is null ? null : PythonJson.Text(text);
}
