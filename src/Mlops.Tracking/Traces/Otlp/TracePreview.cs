using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>The beginning of what a trace was asked or answered, for people: of a chat, its last message.</summary>
internal static class TracePreview
{
    public const int MaxLength = 1000;

    /// <summary>Cuts a text to the length of previews.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var end = MaxLength - 3;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "...");
    }

    /// <summary>The preview of a value.</summary>
    /// <param name="json">The value as JSON.</param>
    /// <param name="role">Whose last message of a chat it is.</param>
    public static string Of(string json, string role) => Cut(LastMessage(json, role) is { Length: > 0 } message ? message : json);

    private static string? LastMessage(string json, string role)
    {
        if (json[0] != '{')
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, AttributeJson.Options);
            var messages = Messages(document.RootElement);
            return messages is not { Count: > 0 } ? null : TextOf(messages.FindLast(message => Role(message) == role) is { ValueKind: JsonValueKind.Object } found ? found : messages[^1]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The messages of what the chat APIs of OpenAI ask and answer.</summary>
    private static List<JsonElement>? Messages(JsonElement value)
    {
        for (; value.ValueKind == JsonValueKind.Object; value = value.TryGetProperty("request", out var request) ? request : default)
        {
            foreach (var name in (string[])["messages", "choices", "input", "output"])
            {
                if (!value.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
                {
                    continue;
                }

                if (name != "choices")
                {
                    return [.. list.EnumerateArray().Where(IsMessage)];
                }

                if (list[0].ValueKind == JsonValueKind.Object && list[0].TryGetProperty("message", out var message) && IsMessage(message))
                {
                    return [message];
                }
            }
        }

        return null;
    }

    private static bool IsMessage(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("role", out _) && value.TryGetProperty("content", out _);

    private static string? Role(JsonElement message) => message.GetProperty("role") is { ValueKind: JsonValueKind.String } role ? role.GetString() : null;

    private static string? TextOf(JsonElement message)
    {
        var content = message.GetProperty("content");
        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? content.GetString() : null;
        }

        foreach (var part in content.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.String)
            {
                return part.GetString();
            }

            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out var type) && (type.ValueEquals("text") || type.ValueEquals("output_text")))
            {
                return part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            }
        }

        return null;
    }
}
