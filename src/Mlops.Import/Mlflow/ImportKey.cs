using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Import.Mlflow;

/// <summary>The key of a row as it is kept: a JSON list of texts, integers and doubles, the last with a sign of being doubles.</summary>
internal static class ImportKey
{
    public static string Write(IReadOnlyList<object> key)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            foreach (var part in key)
            {
                switch (part)
                {
                    case long number:
                        writer.WriteNumberValue(number);
                        break;
                    case double number:
                        writer.WriteStartObject();
                        writer.WriteString("double", number.ToString("R", CultureInfo.InvariantCulture));
                        writer.WriteEndObject();
                        break;
                    default:
                        writer.WriteStringValue((string)part);
                        break;
                }
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static IReadOnlyList<object> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(Part)];
    }

    private static object Part(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Number => part.GetInt64(),
        JsonValueKind.Object => double.Parse(part.GetProperty("double").GetString()!, CultureInfo.InvariantCulture),
        _ => part.GetString()!,
    };
}
