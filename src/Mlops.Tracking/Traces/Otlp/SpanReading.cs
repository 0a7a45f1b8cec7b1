using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>What some attributes of a span say, as JSON or as one of MLflow's words; null where they don't say it.</summary>
internal delegate string? SpanReading(OrderedDictionary<string, string> attributes);

/// <summary>What some events of a span say, as JSON; null where they don't say it.</summary>
internal delegate string? EventReading(IReadOnlyList<EventDraft> events);

/// <summary>The ways in which most conventions say things.</summary>
internal static class Read
{
    /// <summary>The value of the first of these attributes that says something.</summary>
    public static SpanReading First(params string[] keys) => attributes =>
    {
        foreach (var key in keys)
        {
            if (attributes.TryGetValue(key, out var value) && SaysSomething(value))
            {
                return value;
            }
        }

        return null;
    };

    /// <summary>The value of the first attribute with such a name that says something.</summary>
    public static SpanReading Named(Regex name) => attributes =>
    {
        foreach (var (key, value) in attributes)
        {
            if (name.IsMatch(key) && SaysSomething(value))
            {
                return value;
            }
        }

        return null;
    };

    /// <summary>MLflow's type for the kind of work that an attribute names.</summary>
    public static SpanReading Kind(string key, Dictionary<string, string> types)
    {
        var known = types.ToFrozenDictionary();
        return attributes => AttributeJson.TryText(attributes.GetValueOrDefault(key), out var kind) ? known.GetValueOrDefault(kind) : null;
    }

    /// <summary>MLflow's type for the first of these attributes whose mere presence gives the kind of work away.</summary>
    public static SpanReading Presence(params (string Key, string Type)[] signs) => attributes =>
    {
        foreach (var (key, type) in signs)
        {
            if (attributes.ContainsKey(key))
            {
                return type;
            }
        }

        return null;
    };

    /// <summary>The first reading that says something.</summary>
    public static SpanReading Either(params SpanReading[] readings) => attributes =>
    {
        foreach (var reading in readings)
        {
            if (reading(attributes) is { } said)
            {
                return said;
            }
        }

        return null;
    };

    /// <summary>Whether an attribute holds this text.</summary>
    public static bool Is(OrderedDictionary<string, string> attributes, string key, string text) =>
        AttributeJson.TryText(attributes.GetValueOrDefault(key), out var value) && value == text;

    /// <summary>Instrumentations write empty values for what they don't know.</summary>
    public static bool SaysSomething(string json) => json is not ("null" or "\"\"" or "{}" or "[]" or "0" or "false");
}
