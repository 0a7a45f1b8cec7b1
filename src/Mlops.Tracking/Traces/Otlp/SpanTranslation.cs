using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlops.Tracking.Traces.Otlp.Conventions;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Gives spans of other instrumentations the attributes of MLflow, as its own server does: what is there already stays.</summary>
internal static class SpanTranslation
{
    private const string UnknownType = "\"UNKNOWN\"";

    /// <summary>Adds what is missing and can be told from other attributes, or from events.</summary>
    public static void Apply(OrderedDictionary<string, string> attributes, IReadOnlyList<EventDraft> events)
    {
        if (attributes.GetValueOrDefault(SpanKeys.Type, UnknownType) == UnknownType && First(attributes, static convention => convention.Type) is { } type)
        {
            attributes[SpanKeys.Type] = JsonText.Of(type);
        }

        Add(attributes, SpanKeys.Inputs, static convention => convention.Inputs);
        Add(attributes, SpanKeys.Inputs, events, static convention => convention.InputsOfEvents);
        Add(attributes, SpanKeys.Outputs, static convention => convention.Outputs);
        Add(attributes, SpanKeys.Outputs, events, static convention => convention.OutputsOfEvents);
        if (!attributes.ContainsKey(SpanKeys.TokenUsage) && Usage(attributes) is { } usage)
        {
            attributes[SpanKeys.TokenUsage] = usage;
        }

        if (!attributes.ContainsKey(SpanKeys.MessageFormat) && First(attributes, static convention => convention.MessageFormat) is { } format)
        {
            attributes[SpanKeys.MessageFormat] = JsonText.Of(format);
        }

        Add(attributes, SpanKeys.Tools, static convention => convention.Tools);
        Add(attributes, SpanKeys.Model, static convention => convention.Model);
        if (!attributes.ContainsKey(SpanKeys.Model) && (Model(attributes, SpanKeys.Inputs) ?? Model(attributes, SpanKeys.Outputs)) is { } model)
        {
            attributes[SpanKeys.Model] = JsonText.Of(model);
        }

        Add(attributes, SpanKeys.ModelProvider, static convention => convention.Provider);
    }

    private static void Add(OrderedDictionary<string, string> attributes, string key, Func<SpanConvention, SpanReading?> reading)
    {
        if (!attributes.ContainsKey(key) && First(attributes, reading) is { } value)
        {
            attributes[key] = value;
        }
    }

    private static void Add(OrderedDictionary<string, string> attributes, string key, IReadOnlyList<EventDraft> events, Func<SpanConvention, EventReading?> reading)
    {
        if (events.Count == 0 || attributes.ContainsKey(key))
        {
            return;
        }

        foreach (var convention in KnownConventions.All)
        {
            if (reading(convention)?.Invoke(events) is { } value)
            {
                attributes[key] = value;
                return;
            }
        }
    }

    private static string? First(OrderedDictionary<string, string> attributes, Func<SpanConvention, SpanReading?> reading)
    {
        foreach (var convention in KnownConventions.All)
        {
            if (reading(convention)?.Invoke(attributes) is { } said)
            {
                return said;
            }
        }

        return null;
    }

    private static string? Usage(OrderedDictionary<string, string> attributes)
    {
        string? totalOnly = null;
        foreach (var keys in KnownConventions.All.Select(static convention => convention.Tokens).OfType<TokenKeys>())
        {
            var input = Count(attributes, keys.Input);
            var output = Count(attributes, keys.Output);
            var total = Count(attributes, keys.Total) ?? input + output;
            if (input is null && output is null && total is null)
            {
                continue;
            }

            var usage = Usage([input, output, total, Count(attributes, keys.CacheRead), Count(attributes, keys.CacheCreation)]);
            if (input is not null || output is not null)
            {
                return usage;
            }

            // Conventions share the names of totals: another one may know of what.
            totalOnly ??= usage;
        }

        return totalOnly;
    }

    private static string Usage(ReadOnlySpan<long?> counts)
    {
        var json = new StringBuilder("{");
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] is { } count)
            {
                json.Append(json.Length == 1 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"\"{TraceNames.TokenKeys[i]}\": {count}");
            }
        }

        return json.Append('}').ToString();
    }

    private static long? Count(OrderedDictionary<string, string> attributes, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (Count(attributes, key) is { } count)
            {
                return count;
            }
        }

        return null;
    }

    /// <summary>A number, or a text that is one.</summary>
    private static long? Count(OrderedDictionary<string, string> attributes, string key)
    {
        var json = attributes.GetValueOrDefault(key);
        // Sums of two must fit.
        return json is not null && long.TryParse(json.AsSpan().Trim('"'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            && count is > -(1L << 60) and < 1L << 60 ? count : null;
    }

    /// <summary>The model that a request or an answer names.</summary>
    private static string? Model(OrderedDictionary<string, string> attributes, string key)
    {
        if (attributes.GetValueOrDefault(key) is not { } json || json[0] != '{')
        {
            return null;
        }

        using var document = JsonDocument.Parse(json, AttributeJson.Options);
        return document.RootElement.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String && !model.ValueEquals("") ? model.GetString() : null;
    }
}
