namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>
/// Spring AI, https://docs.spring.io/spring-ai/reference/observability/: OpenTelemetry's attributes, with prompt and completion in
/// events.
/// </summary>
internal static class SpringAi
{
    public static SpanConvention Convention { get; } = new()
    {
        InputsOfEvents = static events => First(events, "gen_ai.content.prompt", "gen_ai.prompt"),
        OutputsOfEvents = static events => First(events, "gen_ai.content.completion", "gen_ai.completion"),
    };

    private static string? First(IReadOnlyList<EventDraft> events, string name, string key)
    {
        foreach (var happened in events)
        {
            if (happened.Name == name && happened.Said(key) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
