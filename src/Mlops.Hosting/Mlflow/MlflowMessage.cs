using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mlops.Tracking;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

/// <summary>
/// A request message as MLflow's server reads it: snake_case or lowerCamelCase names, null for unset, numbers also as text,
/// enums by name or number, unknown fields ignored, and MLflow's own texts for what is missing or of the wrong type.
/// </summary>
internal readonly struct MlflowMessage
{
    // The protocol's field names, which are few; most messages leave some of them out.
    private static readonly ConcurrentDictionary<string, string> CamelNames = new(StringComparer.Ordinal);
    private readonly JsonElement _json;
    private readonly IQueryCollection? _query;
    private readonly string _path;

    private MlflowMessage(JsonElement json, IQueryCollection? query, string path)
    {
        _json = json;
        _query = query;
        _path = path;
    }

    public static MlflowMessage FromJson(JsonElement json, string path = "") => new(json, null, path);

    public static MlflowMessage FromQuery(IQueryCollection query) => new(default, query, "");

    /// <summary>The whole message; undefined for one from a query or for what was no message.</summary>
    public JsonElement Root => _json;

    public bool Has(string name) => _query is not null ? _query.ContainsKey(name) : TryGet(name, out _);

    /// <summary>A text that must be there and not empty.</summary>
    public string Required(string name)
    {
        var value = String(name);
        return string.IsNullOrEmpty(value) ? throw Missing(name) : value;
    }

    /// <summary>A text that must be there and may be empty.</summary>
    public string Present(string name) => String(name) ?? throw Missing(name);

    public string? String(string name)
    {
        if (_query is not null)
        {
            return _query.TryGetValue(name, out var values) && values.Count > 0 ? CheckText(name, values[0] ?? "") : null;
        }

        if (!TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? Text(name, value) : throw WrongType(name, value);
    }

    public long? Int64(string name)
    {
        if (_query is not null)
        {
            return _query.TryGetValue(name, out var values) && values.Count > 0 ? ParseInt64(name, values[0] ?? "") : null;
        }

        if (!TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            JsonValueKind.Number when value.TryGetDouble(out var number) && number == Math.Truncate(number) && Math.Abs(number) < 9.2e18 => (long)number,
            JsonValueKind.String when long.TryParse(Text(name, value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw WrongType(name, value),
        };
    }

    public int? Int32(string name) => Int64(name) is not { } value ? null
        : value is >= int.MinValue and <= int.MaxValue ? (int)value
        : throw MlflowException.InvalidParameterValue($"Invalid value {value} for parameter '{_path}{name}' supplied: it must fit in 32 bits.");

    public double? Double(string name)
    {
        if (_query is not null || !TryGet(name, out var value))
        {
            return _query is not null && String(name) is { } text ? ParseDouble(name, text) : null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var number) => number,
            JsonValueKind.String when TryParseDouble(Text(name, value), out var number) => number,
            _ => throw WrongType(name, value),
        };
    }

    public bool? Bool(string name)
    {
        if (_query is not null)
        {
            return String(name) is not { } text ? null
                : bool.TryParse(text, out var flag) ? flag
                : throw MlflowException.InvalidParameterValue($"Invalid boolean value: {text}, must be 'true' or 'false'.");
        }

        return !TryGet(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw WrongType(name, value),
        };
    }

    /// <summary>An enum by name (as the protocol writes it) or number; a name or number it does not know counts as unset.</summary>
    public TEnum? Enum<TEnum>(string name, Func<string, TEnum?> parse)
        where TEnum : struct, Enum
    {
        if (_query is null && TryGet(name, out var value) && value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetInt32(out var number) && System.Enum.IsDefined((TEnum)(object)number) ? (TEnum)(object)number : null;
        }

        return String(name) is { } text ? parse(text) : null;
    }

    public IReadOnlyList<string> Strings(string name)
    {
        if (_query is not null)
        {
            var found = new List<string>();
            foreach (var text in _query[name])
            {
                found.Add(CheckText(name, text ?? ""));
            }

            return found;
        }

        if (!TryGet(name, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw WrongType(name, value);
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? Text(name, item) : throw WrongType(name, value));
        }

        return texts;
    }

    /// <summary>Any JSON, as a <c>google.protobuf.Value</c> holds it; null when it is unset or null.</summary>
    public JsonElement? Value(string name) => _query is null && TryGet(name, out var value) ? value : null;

    /// <summary>A nested message, or null when it is unset.</summary>
    public MlflowMessage? Message(string name)
    {
        if (_query is not null || !TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object ? new MlflowMessage(value, null, $"{_path}{name}.") : throw WrongType(name, value);
    }

    /// <summary>A field of any shape as it was sent; undefined where it was not.</summary>
    public JsonElement Json(string name) => TryGet(name, out var value) ? value : default;

    /// <summary>Reads a repeated message.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<MlflowMessage, T> read)
    {
        if (_query is not null || !TryGet(name, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw WrongType(name, value);
        }

        var items = new T[value.GetArrayLength()];
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw WrongType(name, value);
            }

            // The path is only built when a message needs it: see Missing and WrongType.
            items[index] = read(new MlflowMessage(item, null, $"{_path}{name}[{index}]."));
            index++;
        }

        return items;
    }

    /// <summary>The tags of a message field such as <c>tags</c>.</summary>
    public IReadOnlyList<Tag> Tags(string name) =>
        List(name, static tag => new Tag(tag.Required("key"), tag.String("value") ?? ""));

    /// <summary>A map from texts to texts; null values are left out.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_query is not null || !TryGet(name, out var value))
        {
            return map;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw WrongType(name, value);
        }

        foreach (var entry in value.EnumerateObject())
        {
            if (entry.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                throw WrongType(name, value);
            }

            if (entry.Value.ValueKind == JsonValueKind.String)
            {
                map[EntryName(name, entry)] = Text(name, entry.Value);
            }
        }

        return map;
    }

    public MlflowException Missing(string name) => MlflowException.InvalidParameterValue(
        $"Missing value for required parameter '{_path}{name}'. See the API docs for more information about request parameters.");

    private static bool TryParseDouble(string? text, out double value) => text switch
    {
        "NaN" => (value = double.NaN) is double.NaN,
        "Infinity" => (value = double.PositiveInfinity) > 0,
        "-Infinity" => (value = double.NegativeInfinity) < 0,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value),
    };

    private static string CamelCase(string name)
    {
        var camel = new System.Text.StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            camel.Append(name[i] == '_' && i + 1 < name.Length ? char.ToUpperInvariant(name[++i]) : name[i]);
        }

        return camel.ToString();
    }

    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        if (_json.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        try
        {
            return (_json.TryGetProperty(name, out value) || (name.Contains('_', StringComparison.Ordinal) && _json.TryGetProperty(CamelNames.GetOrAdd(name, CamelCase), out value)))
                && value.ValueKind != JsonValueKind.Null;
        }
        catch (InvalidOperationException)
        {
            throw MlflowException.InvalidParameterValue($"Invalid message '{_path}': the name of a field holds half of a surrogate pair.");
        }
    }

    private string Text(string name, JsonElement value)
    {
        try
        {
            return CheckText(name, value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter '{_path}{name}' supplied: the text holds half of a surrogate pair.");
        }
    }

    private string EntryName(string name, JsonProperty entry)
    {
        try
        {
            return CheckText(name, entry.Name);
        }
        catch (InvalidOperationException)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter '{_path}{name}' supplied: a key holds half of a surrogate pair.");
        }
    }

    private string CheckText(string name, string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw MlflowException.InvalidParameterValue($"Invalid value for parameter '{_path}{name}' supplied: the text holds a NUL character.")
        : text;

    private long ParseInt64(string name, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw WrongType(name, text);

    private double ParseDouble(string name, string text) => TryParseDouble(text, out var value) ? value : throw WrongType(name, text);

    private MlflowException WrongType(string name, string text) => MlflowException.InvalidParameterValue(
        $"Invalid value \"{Shorten(text)}\" for parameter '{_path}{name}' supplied:  Hint: Value was of type 'str'. See the API docs for more information about request parameters.");

    private MlflowException WrongType(string name, JsonElement value)
    {
        var type = value.ValueKind switch
        {
            JsonValueKind.String => "str",
            JsonValueKind.Array => "list",
            JsonValueKind.Object => "dict",
            JsonValueKind.True or JsonValueKind.False => "bool",
            _ => value.GetRawText().AsSpan().IndexOfAny(".eE") < 0 ? "int" : "float",
        };
        return MlflowException.InvalidParameterValue(
            $"Invalid value {Shorten(value.GetRawText())} for parameter '{_path}{name}' supplied:  Hint: Value was of type '{type}'. See the API docs for more information about request parameters.");
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
