using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Gives spans of other instrumentations the attributes of MLflow, as its own server does: what is there already stays.</summary>
internal static class SpanTranslation
{
    private const string UnknownType = "\"UNKNOWN\"";

    /// <summary>Adds what is missing and can be told from other attributes.</summary>
    public static void Apply(OrderedDictionary<string, string> attributes)
    {
        if (attributes.GetValueOrDefault(SpanKeys.Type, UnknownType) == UnknownType && Type(attributes) is { } type)
        {
            attributes[SpanKeys.Type] = JsonText.Of(type);
        }

        Add(attributes, SpanKeys.Inputs, static convention => convention.Inputs);
        Add(attributes, SpanKeys.Outputs, static convention => convention.Outputs);
        if (!attributes.ContainsKey(SpanKeys.TokenUsage) && Usage(attributes) is { } usage)
        {
            attributes[SpanKeys.TokenUsage] = usage;
        }

        Add(attributes, SpanKeys.Model, static convention => convention.Models);
        if (!attributes.ContainsKey(SpanKeys.Model) && (Model(attributes, SpanKeys.Inputs) ?? Model(attributes, SpanKeys.Outputs)) is { } model)
        {
            attributes[SpanKeys.Model] = JsonText.Of(model);
        }

        Add(attributes, SpanKeys.ModelProvider, static convention => [convention.Provider]);
    }

    private static string? Type(OrderedDictionary<string, string> attributes)
    {
        foreach (var convention in SpanConvention.All)
        {
            if (AttributeJson.TryText(attributes.GetValueOrDefault(convention.Kind), out var kind) && convention.Types.TryGetValue(kind, out var type))
            {
                return type;
            }
        }

        return null;
    }

    private static void Add(OrderedDictionary<string, string> attributes, string key, Func<SpanConvention, IReadOnlyList<string>> others)
    {
        if (attributes.ContainsKey(key))
        {
            return;
        }

        foreach (var other in SpanConvention.All.SelectMany(others))
        {
            if (attributes.TryGetValue(other, out var value) && value is not ("null" or "\"\"" or "{}" or "[]" or "0" or "false"))
            {
                attributes[key] = value;
                return;
            }
        }
    }

    private static string? Usage(OrderedDictionary<string, string> attributes)
    {
        foreach (var convention in SpanConvention.All)
        {
            var input = Count(attributes, convention.InputTokens);
            var output = Count(attributes, convention.OutputTokens);
            var total = Count(attributes, convention.TotalTokens) ?? input + output;
            if (input is null && output is null && total is null)
            {
                continue;
            }

            long?[] counts = [input, output, total, Count(attributes, convention.CacheReadTokens), Count(attributes, convention.CacheCreationTokens)];
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

        return null;
    }

    /// <summary>A number, or a text that is one.</summary>
    private static long? Count(OrderedDictionary<string, string> attributes, string? key)
    {
        var json = key is null ? null : attributes.GetValueOrDefault(key);
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
