using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Evaluation;

/// <summary>The records of an <c>upsertDatasetRecords</c> request.</summary>
internal sealed class DatasetRecordBatch
{
    private const string UserTag = "mlflow.user";
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;
    private readonly List<NewDatasetRecord> _records = [];

    private DatasetRecordBatch()
    {
    }

    /// <summary>The records in the order they were sent.</summary>
    public IReadOnlyList<NewDatasetRecord> Records => _records;

    /// <summary>The fields of these records.</summary>
    public DatasetSchema Schema { get; } = new();

    /// <summary>Who sends them: the last <c>mlflow.user</c> among their tags, or null.</summary>
    public string? User { get; private set; }

    /// <summary>Reads the request's <c>records</c>.</summary>
    /// <param name="json">A JSON list of objects with <c>inputs</c> and perhaps <c>outputs</c>, <c>expectations</c>, <c>tags</c> and
    /// <c>source</c>.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for anything else.</exception>
    public static DatasetRecordBatch Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw Refusal("it must be a JSON list");
            }

            var batch = new DatasetRecordBatch();
            foreach (var record in document.RootElement.EnumerateArray())
            {
                batch.Add(record, $"records[{batch._records.Count}]");
            }

            return batch;
        }
        catch (JsonException error)
        {
            throw Refusal($"it must be JSON ({error.Message})");
        }
        catch (InvalidOperationException)
        {
            throw Refusal("a text holds half of a surrogate pair");
        }
    }

    private void Add(JsonElement record, string at)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw Refusal($"{at} must be an object");
        }

        var inputs = Object(record, "inputs", at);
        var expectations = Object(record, "expectations", at);
        var tags = Object(record, "tags", at);
        var hasOutputs = record.TryGetProperty("outputs", out var outputs);
        if (inputs is null && record.TryGetProperty("inputs", out _))
        {
            throw Refusal($"{at}.inputs must be an object");
        }

        var user = ReadUser(tags, at);
        Schema.Add(inputs ?? EmptyObject, hasOutputs ? outputs : null, expectations);
        _records.Add(new NewDatasetRecord(
            JsonMembers.Hash(inputs ?? EmptyObject),
            Text(inputs) ?? "{}",
            hasOutputs,
            hasOutputs && outputs.ValueKind != JsonValueKind.Null ? PythonJson.Element(outputs) : null,
            Text(expectations),
            Text(tags),
            ReadSource(record, at),
            user));
        User = user ?? User;
    }

    private static DatasetRecordSource? ReadSource(JsonElement record, string at)
    {
        if (Object(record, "source", at) is not { } source)
        {
            return null;
        }

        var written = source.TryGetProperty("source_type", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var type = written.ToUpperInvariant();
        if (!DatasetRecordSource.Types.Contains(type, StringComparer.Ordinal))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid dataset record source type: {PythonText.Cut(type)}. Valid source types: {PythonText.List(DatasetRecordSource.Types)} ({at}.source.source_type)");
        }

        var data = Object(source, "source_data", at + ".source");
        string? id = null;
        if (data is { } known && known.TryGetProperty(type == "TRACE" ? "trace_id" : "source_id", out var named) && named.ValueKind == JsonValueKind.String)
        {
            id = named.GetString();
        }

        return new DatasetRecordSource(
            type, id, PythonJson.Object([new("source_type", PythonJson.Text(type)), new("source_data", Text(data) ?? "{}")]));
    }

    private static string? ReadUser(JsonElement? tags, string at)
    {
        if (tags is not { } known || !known.TryGetProperty(UserTag, out var user) || user.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (user.ValueKind != JsonValueKind.String || user.GetString()!.Contains('\0', StringComparison.Ordinal))
        {
            throw Refusal($"{at}.tags['{UserTag}'] must be a text without NUL characters");
        }

        Validation.EntityName.CheckLength($"{at}.tags['{UserTag}']", user.GetString()!, EvaluationLimits.MaxUserLength);
        return user.GetString();
    }

    /// <summary>A member that is an object; null where it is missing or null.</summary>
    private static JsonElement? Object(JsonElement owner, string name, string at) =>
        !owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Object ? value
        : throw Refusal($"{at}.{name} must be an object");

    private static string? Text(JsonElement? value) =>
        value is { } known ? PythonJson.Object(JsonMembers.Distinct(known.EnumerateObject())) : null;

    private static MlflowException Refusal(string reason) =>
        MlflowException.InvalidParameterValue($"Invalid value for parameter 'records' supplied: {reason}.");
}
