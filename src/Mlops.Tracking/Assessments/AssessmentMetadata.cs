using System.Text.Json;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Assessments;

/// <summary>Metadata of assessments as stores keep them: a JSON object of texts.</summary>
internal static class AssessmentMetadata
{
    /// <summary>Writes metadata.</summary>
    /// <param name="metadata">The metadata, or null.</param>
    /// <returns>JSON; null where there are none.</returns>
    public static string? Write(IReadOnlyDictionary<string, string>? metadata) => metadata is null or { Count: 0 }
        ? null
        : PythonJson.Object(metadata.Select(static entry => KeyValuePair.Create(entry.Key, PythonJson.Text(entry.Value))));

    /// <summary>Reads metadata.</summary>
    /// <param name="json">What <see cref="Write"/> wrote.</param>
    /// <returns>The metadata; null for null.</returns>
    public static IReadOnlyDictionary<string, string>? Read(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => entry.Value.GetString()!, StringComparer.Ordinal);
    }

    /// <summary>Adds entries or replaces those of the same key.</summary>
    /// <param name="present">What is there, or null.</param>
    /// <param name="added">What is added, or null.</param>
    /// <returns>Both together; null where there is neither.</returns>
    public static IReadOnlyDictionary<string, string>? Merge(IReadOnlyDictionary<string, string>? present, IReadOnlyDictionary<string, string>? added)
    {
        if (present is null || added is null)
        {
            return present ?? added;
        }

        var merged = new Dictionary<string, string>(present, StringComparer.Ordinal);
        foreach (var (key, value) in added)
        {
            merged[key] = value;
        }

        return merged;
    }
}
