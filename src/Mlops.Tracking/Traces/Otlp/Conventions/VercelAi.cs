using System.Text;
using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>
/// Vercel's AI SDK, https://ai-sdk.dev/docs/ai-sdk-core/telemetry. A span of a call to the model spreads the request and the answer
/// over attributes, around it is one with the prompt and the text. Only the inner one's tokens are understood, which it counts in
/// OpenTelemetry's attributes: the outer one repeats them.
/// </summary>
internal static class VercelAi
{
    private const string Operation = "ai.operationId";
    private const string Prompt = "ai.prompt.";
    private const string Response = "ai.response.";

    private static readonly SpanReading OuterInputs = Read.First("ai.prompt", "ai.toolCall.args", "ai.value", "ai.values");
    private static readonly SpanReading OuterOutputs = Read.First("ai.response.text", "ai.toolCall.result", "ai.response.object", "ai.embedding", "ai.embeddings");

    public static SpanConvention Convention { get; } = new()
    {
        Type = Read.Kind(Operation, new()
        {
            ["ai.generateText"] = "LLM",
            ["ai.generateText.doGenerate"] = "LLM",
            ["ai.toolCall"] = "TOOL",
            ["ai.streamText"] = "LLM",
            ["ai.streamText.doStream"] = "LLM",
            ["ai.generateObject"] = "LLM",
            ["ai.generateObject.doGenerate"] = "LLM",
            ["ai.streamObject"] = "LLM",
            ["ai.streamObject.doStream"] = "LLM",
            ["ai.embed"] = "EMBEDDING",
            ["ai.embed.doEmbed"] = "EMBEDDING",
            ["ai.embedMany"] = "EMBEDDING",
        }),
        Inputs = static attributes => IsChat(attributes) ? Gathered(attributes, Prompt) : OuterInputs(attributes),
        Outputs = static attributes => IsChat(attributes) ? Gathered(attributes, Response) : OuterOutputs(attributes),
        // A span that says its inputs in another convention's words, too, has them from there.
        MessageFormat = static attributes =>
            IsChat(attributes) && attributes.TryGetValue(SpanKeys.Inputs, out var inputs) && inputs == Gathered(attributes, Prompt) ? "vercel_ai" : null,
    };

    private static bool IsChat(OrderedDictionary<string, string> attributes) =>
        Read.Is(attributes, Operation, "ai.generateText.doGenerate") || Read.Is(attributes, Operation, "ai.streamText.doStream");

    /// <summary>An object of all attributes whose names begin so, named by the rest.</summary>
    private static string? Gathered(OrderedDictionary<string, string> attributes, string prefix)
    {
        var gathered = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in attributes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                gathered[key[prefix.Length..]] = key == "ai.prompt.tools" ? Tools(value) : value;
            }
        }

        if (gathered.Count == 0)
        {
            return null;
        }

        var json = new StringBuilder();
        JsonText.AppendObject(json, gathered);
        return json.ToString();
    }

    /// <summary>Attributes can be lists of texts, but not of objects: each tool is JSON in a text.</summary>
    private static string Tools(string json) => AttributeJson.Items(json, Tool) is { } tools ? $"[{string.Join(", ", tools)}]" : json;

    private static IEnumerable<string> Tool(JsonElement tool) => [AttributeJson.WithoutDoubleEncoding(tool.GetRawText())];
}
