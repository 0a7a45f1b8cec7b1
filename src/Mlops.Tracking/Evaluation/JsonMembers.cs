using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Evaluation;

/// <summary>JSON objects as texts.</summary>
internal static class JsonMembers
{
    /// <summary>
    /// An object with the members of two; those of the second replace, and come in their old place. Null where neither says anything.
    /// </summary>
    public static string? Merge(string? first, string? second)
    {
        if (second is null or "{}")
        {
            return first;
        }

        if (first is null or "{}")
        {
            return second;
        }

        using var left = JsonDocument.Parse(first);
        using var right = JsonDocument.Parse(second);
        return PythonJson.Object(Distinct(left.RootElement.EnumerateObject().Concat(right.RootElement.EnumerateObject())));
    }

    /// <summary>The members of an object, each name once with its last value, as Python reads them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Distinct(IEnumerable<JsonProperty> members)
    {
        var distinct = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            distinct[member.Name] = PythonJson.Element(member.Value);
        }

        return distinct;
    }

    /// <summary>SHA-256 of a value in which members of objects come in the order of their names.</summary>
    public static string Hash(JsonElement value)
    {
        var canonical = new StringBuilder();
        Canonical(value, canonical);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
    }

    private static void Canonical(JsonElement value, StringBuilder result)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                result.Append('{');
                var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var member in value.EnumerateObject())
                {
                    members[member.Name] = member.Value;
                }

                foreach (var (name, member) in members)
                {
                    result.Append(PythonJson.Text(name)).Append(':');
                    Canonical(member, result);
                    result.Append(',');
                }

                result.Append('}');
                break;
            case JsonValueKind.Array:
                result.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Canonical(item, result);
                    result.Append(',');
                }

                result.Append(']');
                break;
            default:
                result.Append(PythonJson.Element(value));
                break;
        }
    }
}
