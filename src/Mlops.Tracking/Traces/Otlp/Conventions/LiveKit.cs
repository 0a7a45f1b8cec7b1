namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>
/// LiveKit's voice agents, https://docs.livekit.io/agents/observability/: their spans name no kind, but what they carry gives it away.
/// </summary>
internal static class LiveKit
{
    private const string Own = "lk.";

    private static readonly (string Beginning, string Type)[] Signs =
    [
        ("lk.function_tool", "TOOL"),
        ("lk.tts", "UNKNOWN"),
    ];

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["lk.retry_count"] = "LLM",
        ["lk.agent_name"] = "AGENT",
        ["lk.instructions"] = "AGENT",
        ["lk.generation_id"] = "AGENT",
        ["lk.input_text"] = "UNKNOWN",
        ["lk.user_transcript"] = "UNKNOWN",
        ["lk.transcript_confidence"] = "UNKNOWN",
        ["lk.transcription_delay"] = "UNKNOWN",
    };

    public static SpanConvention Convention { get; } = new()
    {
        // As in MLflow, any span that names a model and no kind that others know is a call to it.
        Type = Read.Either(Read.Presence((OpenTelemetryGenAi.RequestModel, "LLM")), OperationInAnyCase, FirstSign),
        Inputs = Read.First("lk.user_input", "lk.user_transcript", "lk.chat_ctx", "lk.input_text"),
        Outputs = Read.First("lk.response.text", "lk.response.function_calls"),
        InputsOfEvents = MessageEvents.Inputs,
        OutputsOfEvents = MessageEvents.Outputs,
        MessageFormat = static attributes => attributes.Keys.Any(static key => key.StartsWith(Own, StringComparison.Ordinal)) ? "livekit" : null,
    };

    private static string? OperationInAnyCase(OrderedDictionary<string, string> attributes) =>
        AttributeJson.TryText(attributes.GetValueOrDefault(OpenTelemetryGenAi.Operation), out var operation)
            ? OpenTelemetryGenAi.Operations.FirstOrDefault(known => known.Key.Equals(operation, StringComparison.OrdinalIgnoreCase)).Value
            : null;

    /// <summary>Of the span's attributes, the first that says it.</summary>
    private static string? FirstSign(OrderedDictionary<string, string> attributes)
    {
        foreach (var key in attributes.Keys)
        {
            if (!key.StartsWith(Own, StringComparison.Ordinal))
            {
                continue;
            }

            if (Keys.TryGetValue(key, out var type))
            {
                return type;
            }

            foreach (var (beginning, sign) in Signs)
            {
                if (key.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return sign;
                }
            }
        }

        return null;
    }
}
