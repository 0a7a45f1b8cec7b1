using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Evaluation;

/// <summary>
/// The fields of a dataset's records, each with the type it had when it was first seen (null, boolean, integer, float, string, array or
/// object).
/// </summary>
internal sealed class DatasetSchema
{
    private const int MaxLength = 1_048_575;
    private readonly OrderedDictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _outputs = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _expectations = new(StringComparer.Ordinal);
    private string? _outputsType;

    /// <summary>Reads a schema.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote; null for an empty one.</param>
    /// <returns>The schema.</returns>
    public static DatasetSchema Parse(string? json)
    {
        var schema = new DatasetSchema();
        if (json is null)
        {
            return schema;
        }

        using var document = JsonDocument.Parse(json);
        Read(document.RootElement.GetProperty("inputs"), schema._inputs);
        Read(document.RootElement.GetProperty("expectations"), schema._expectations);
        var outputs = document.RootElement.GetProperty("outputs");
        if (outputs.ValueKind == JsonValueKind.String)
        {
            schema._outputsType = outputs.GetString();
        }
        else
        {
            Read(outputs, schema._outputs);
        }

        return schema;
    }

    /// <summary>Takes in the fields of other records; a field that is known keeps its type.</summary>
    /// <param name="other">The schema of the others.</param>
    public void Merge(DatasetSchema other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Add(other._inputs, _inputs);
        Add(other._expectations, _expectations);
        if (_outputsType is null)
        {
            Add(other._outputs, _outputs);
            _outputsType = _outputs.Count == 0 ? other._outputsType : null;
        }
    }

    /// <summary>The schema as MLflow's server writes it.</summary>
    /// <returns>JSON.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when there are too many fields to keep.</exception>
    public string ToJson()
    {
        var json = PythonJson.Object(
        [
            new("inputs", Fields(_inputs)),
            new("outputs", _outputsType is null ? Fields(_outputs) : PythonJson.Text(_outputsType)),
            new("expectations", Fields(_expectations)),
            new("version", "\"1.0\""),
        ]);
        return json.Length <= MaxLength
            ? json
            : throw MlflowException.InvalidParameterValue($"'records' have so many different fields that the schema of the dataset exceeds {MaxLength} characters");
    }

    internal void Add(JsonElement inputs, JsonElement? outputs, JsonElement? expectations)
    {
        Add(inputs, _inputs);
        if (expectations is { } expected)
        {
            Add(expected, _expectations);
        }

        if (outputs is { ValueKind: JsonValueKind.Object } fields)
        {
            Add(fields, _outputs);
        }
        else if (outputs is { ValueKind: not JsonValueKind.Null } value)
        {
            _outputsType ??= Type(value);
        }
    }

    private static void Add(JsonElement members, OrderedDictionary<string, string> fields)
    {
        foreach (var member in members.EnumerateObject())
        {
            fields.TryAdd(member.Name, Type(member.Value));
        }
    }

    private static void Add(OrderedDictionary<string, string> from, OrderedDictionary<string, string> to)
    {
        foreach (var (name, type) in from)
        {
            to.TryAdd(name, type);
        }
    }

    private static void Read(JsonElement section, OrderedDictionary<string, string> fields)
    {
        foreach (var field in section.EnumerateObject())
        {
            fields[field.Name] = field.Value.GetString()!;
        }
    }

    private static string Fields(OrderedDictionary<string, string> fields) =>
        PythonJson.Object(fields.Select(static field => KeyValuePair.Create(field.Key, PythonJson.Text(field.Value))));

    private static string Type(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "integer" : "float",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
