using System.Text;

namespace Mlops.Tracking.Traces.Otlp.Conventions;

/// <summary>A chat told in events, one a message, as OpenTelemetry's conventions had it before messages became attributes.</summary>
internal static class MessageEvents
{
    private const string Assistant = "\"assistant\"";

    public static string? Inputs(IReadOnlyList<EventDraft> events) => Messages(events, static happened => happened.Name switch
    {
        "gen_ai.system.message" => "\"system\"",
        "gen_ai.user.message" => "\"user\"",
        "gen_ai.assistant.message" => Assistant,
        _ => null,
    });

    public static string? Outputs(IReadOnlyList<EventDraft> events) =>
        Messages(events, static happened => happened.Name == "gen_ai.choice" ? happened.Said("role") ?? Assistant : null);

    /// <summary>A list of messages.</summary>
    private static string? Messages(IReadOnlyList<EventDraft> events, Func<EventDraft, string?> roleOf)
    {
        var json = new StringBuilder();
        foreach (var happened in events)
        {
            if (roleOf(happened) is { } role && happened.Said("content") is { } content)
            {
                json.Append(json.Length == 0 ? "[" : ", ").Append("{\"role\": ").Append(role).Append(", \"content\": ").Append(content).Append('}');
            }
        }

        return json.Length == 0 ? null : json.Append(']').ToString();
    }
}
