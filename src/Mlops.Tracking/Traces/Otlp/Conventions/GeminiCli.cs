using System.Text;
using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>
/// Gemini CLI, https://github.com/google-gemini/gemini-cli: OpenTelemetry's attributes with operations of its own,
/// and with messages as Gemini's API has them, which MLflow's pages show when they are in the request or the answer of that API.
/// </summary>
internal static class GeminiCli
{
    private static readonly SpanReading Types = Read.Kind(OpenTelemetryGenAi.Operation, new()
    {
        ["llm_call"] = "LLM",
        ["tool_call"] = "TOOL",
        ["agent_call"] = "AGENT",
    });

    public static SpanConvention Convention { get; } = new()
    {
        Type = static attributes => IsSpeaking(attributes) ? Types(attributes) : null,
        Inputs = static attributes => IsSpeaking(attributes) && OpenTelemetryGenAi.Inputs(attributes) is { } json ? Request(json, attributes) : null,
        Outputs = static attributes => IsSpeaking(attributes) && OpenTelemetryGenAi.Outputs(attributes) is { } json ? Answer(json) : null,
        MessageFormat = static attributes => IsSpeaking(attributes) ? "gemini" : null,
    };

    private static bool IsSpeaking(OrderedDictionary<string, string> attributes) => Read.Is(attributes, "gen_ai.agent.name", "gemini-cli");

    private static string Request(string json, OrderedDictionary<string, string> attributes)
    {
        if (json[0] is not ('[' or '"'))
        {
            return json;
        }

        var contents = Read.Is(attributes, OpenTelemetryGenAi.Operation, "system_prompt") ? AttributeJson.Items(json, SystemMessage) : null;
        return $$"""{"contents": {{(contents is null ? json : $"[{string.Join(", ", contents)}]")}}}""";
    }

    /// <summary>A system prompt comes as what the user said.</summary>
    private static IEnumerable<string> SystemMessage(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String || !role.ValueEquals("user"))
        {
            return [message.GetRawText()];
        }

        var json = new StringBuilder();
        foreach (var property in message.EnumerateObject())
        {
            json.Append(json.Length == 0 ? "{" : ", ");
            JsonText.AppendText(json, property.Name);
            json.Append(": ").Append(property.NameEquals("role") ? "\"system\"" : property.Value.GetRawText());
        }

        return [json.Append('}').ToString()];
    }

    /// <summary>An answer that was streamed comes in pieces, which are one message.</summary>
    private static string Answer(string json) => AttributeJson.Items(json, Parts) is { Count: > 0 } parts
        ? $$$"""{"candidates": [{"content": {"role": "model", "parts": [{{{string.Join(", ", parts)}}}]}}]}"""
        : json;

    private static IEnumerable<string> Parts(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array
            ? parts.EnumerateArray().Select(static part => part.GetRawText())
            : [];
}
