using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Evaluation;

/// <summary>The bounds of evaluation datasets, as the columns of MLflow's tables have them.</summary>
internal static class EvaluationLimits
{
    public const int MaxUserLength = 255;
    private const int MaxNameLength = 255;
    private const int MaxKeyLength = 255;
    private const int MaxValueLength = 5000;

    public static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw MlflowException.InvalidParameterValue("The name of an evaluation dataset can't be blank ('name').");
        }

        EntityName.CheckLength("name", name, MaxNameLength);
    }

    /// <summary>
    /// Reads tags from a JSON object; a null value says nothing, numbers and flags become the texts that Python makes of them.
    /// </summary>
    public static IReadOnlyList<Tag> ReadTags(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Null)
            {
                return [];
            }

            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Refusal("it must be a JSON object");
            }

            var tags = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var tag in document.RootElement.EnumerateObject().Where(static tag => tag.Value.ValueKind != JsonValueKind.Null))
            {
                tags[tag.Name] = Value(tag);
            }

            return [.. tags.Select(static tag => Checked(tag.Key, tag.Value))];
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

    private static Tag Checked(string key, string value)
    {
        EntityName.CheckLength("tags: key", key, MaxKeyLength);
        EntityName.CheckLength($"tags['{EntityName.Shorten(key)}']", value, MaxValueLength);
        return key.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal)
            ? throw Refusal("a text holds a NUL character")
            : new Tag(key, value);
    }

    private static string Value(JsonProperty tag) => tag.Value.ValueKind switch
    {
        JsonValueKind.String => tag.Value.GetString()!,
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Number => tag.Value.GetRawText(),
        _ => throw Refusal($"the value of '{EntityName.Shorten(tag.Name)}' must be a text"),
    };

    private static MlflowException Refusal(string reason) =>
        MlflowException.InvalidParameterValue($"Invalid value for parameter 'tags' supplied: {reason}.");
}
