using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Mlops.Tracking.LoggedModels;

/// <summary>Tags whose value is a JSON list.</summary>
internal static class JsonList
{
    /// <summary>Appends an element; what is there already stays as it is, to the letter.</summary>
    /// <param name="list">The list as JSON; null or empty for an empty one.</param>
    /// <param name="element">The element as JSON.</param>
    /// <param name="appended">The longer list.</param>
    /// <returns>False when <paramref name="list"/> is no JSON list.</returns>
    public static bool TryAppend(string? list, string element, [NotNullWhen(true)] out string? appended)
    {
        appended = null;
        if (string.IsNullOrEmpty(list))
        {
            appended = $"[{element}]";
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(list);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return false;
            }

            var end = list.LastIndexOf(']');
            appended = document.RootElement.GetArrayLength() == 0 ? $"[{element}]" : $"{list[..end].TrimEnd()}, {element}]";
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
