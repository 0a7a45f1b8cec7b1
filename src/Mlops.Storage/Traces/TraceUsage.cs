using System.Globalization;
using System.Text.Json;

namespace Mlops.Storage.Traces;

/// <summary>The metadata that sum up a trace's tokens and cost: JSON objects of numbers.</summary>
internal static class TraceUsage
{
    /// <summary>Reads the numbers of the given keys; a text that is no such JSON has none.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Read(string json, IReadOnlyList<string> keys)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var found = new List<KeyValuePair<string, double>>();
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var key in keys)
                {
                    if (document.RootElement.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
                        && value.TryGetDouble(out var number) && double.IsFinite(number))
                    {
                        found.Add(new(key, number));
                    }
                }
            }

            return found;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>Writes the numbers that are there, in the order of the keys: whole ones for tokens, else with a fraction.</summary>
    public static string? Write(IReadOnlyDictionary<string, double> metrics, IReadOnlyList<string> keys, bool whole)
    {
        var entries = keys.Where(metrics.ContainsKey).Select(key => $"\"{key}\": {Number(metrics[key], whole)}").ToArray();
        return entries.Length == 0 ? null : $"{{{string.Join(", ", entries)}}}";
    }

    private static string Number(double number, bool whole)
    {
        if (whole && Math.Abs(number) < 1e15 && number == Math.Truncate(number))
        {
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
