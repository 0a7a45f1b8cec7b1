using System.Text.Json;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Mlflow.Assessments;

/// <summary>Reads MLflow's assessment messages.</summary>
internal static class AssessmentMessage
{
    // MLflow's own length; the end of a stack trace tells most.
    private const int MaxStackTrace = 10_000;
    private const string CutStackTrace = "[Stack trace is truncated]\n...\n";
    private static readonly string[] SourceTypes = ["SOURCE_TYPE_UNSPECIFIED", "HUMAN", "LLM_JUDGE", "CODE"];

    /// <summary>Reads an assessment of a trace; what the client leaves to the server is empty.</summary>
    public static Assessment Read(MlflowMessage message, string traceId) => new()
    {
        AssessmentId = message.String("assessment_id") ?? "",
        AssessmentName = message.String("assessment_name") ?? "",
        TraceId = traceId,
        SpanId = TextOrNull(message.String("span_id")),
        Source = Source(message.Message("source")),
        CreateTime = Time(message, "create_time"),
        LastUpdateTime = Time(message, "last_update_time"),
        Feedback = Feedback(message),
        Expectation = Expectation(message),
        Issue = message.Message("issue") is { } issue ? new IssueReference(issue.String("issue_name") ?? "") : null,
        Rationale = TextOrNull(message.String("rationale")),
        Metadata = message.Has("metadata") ? message.Map("metadata") : null,
        Overrides = TextOrNull(message.String("overrides")),
    };

    /// <summary>Reads what an <c>updateAssessment</c> changes: the members that the mask names.</summary>
    public static AssessmentUpdate ReadUpdate(MlflowMessage message, string mask)
    {
        var update = new AssessmentUpdate();
        foreach (var path in mask.Split(',', StringSplitOptions.TrimEntries))
        {
            update = path switch
            {
                "assessmentName" or "assessment_name" => update with { Name = message.String("assessment_name") ?? "" },
                "feedback" => update with { Feedback = Feedback(message) ?? throw message.Missing("feedback") },
                "expectation" => update with { Expectation = Expectation(message) ?? throw message.Missing("expectation") },
                "rationale" => update with { Rationale = message.String("rationale") ?? "" },
                "metadata" => update with { Metadata = message.Map("metadata") },
                "valid" => update with { Valid = message.Bool("valid") ?? true },
                _ => update,
            };
        }

        return update;
    }

    private static Feedback? Feedback(MlflowMessage message)
    {
        if (message.Message("feedback") is not { } feedback)
        {
            return null;
        }

        var error = feedback.Message("error") is { } failure
            ? new AssessmentError(failure.String("error_code") ?? "", TextOrNull(failure.String("error_message")), Cut(TextOrNull(failure.String("stack_trace"))))
            : null;
        return new Feedback(AssessmentValue.Write("assessment.feedback.value", feedback.Value("value")), error);
    }

    private static Expectation? Expectation(MlflowMessage message)
    {
        if (message.Message("expectation") is not { } expectation)
        {
            return null;
        }

        if (expectation.Message("serialized_value") is { } serialized)
        {
            var format = serialized.String("serialization_format") ?? "";
            return format == SerializedValue.Json
                ? Known(AssessmentValue.Parse("assessment.expectation.serialized_value.value", serialized.String("value") ?? ""))
                : throw MlflowException.InvalidParameterValue($"Unknown serialization format: {(format.Length <= 100 ? format : format[..100])}. Only JSON_FORMAT is supported.");
        }

        return Known(AssessmentValue.Write("assessment.expectation.value", expectation.Value("value")));
    }

    private static Expectation Known(string json) => json == "null"
        ? throw MlflowException.InvalidParameterValue("The `value` field must be specified.")
        : Tracking.Assessments.Expectation.Of(json);

    private static AssessmentSource Source(MlflowMessage? source) => source is not { } known
        ? new AssessmentSource(SourceTypes[0], null)
        : new AssessmentSource(SourceType(known), TextOrNull(known.String("source_id")));

    private static string SourceType(MlflowMessage source) =>
        source.Value("source_type") is { ValueKind: JsonValueKind.Number } number
            ? SourceTypes[number.TryGetInt32(out var value) && value >= 0 && value < SourceTypes.Length ? value : 0]
            : SourceTypes[Math.Max(0, Array.IndexOf(SourceTypes, source.String("source_type")))];

    private static long Time(MlflowMessage message, string name) => message.String(name) is not { Length: > 0 } text ? 0
        : TimestampConverter.TryParse(text, out var milliseconds) ? milliseconds
        : throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'assessment.{name}' supplied: it must be a time such as '2026-01-31T23:59:59.999Z'.");

    private static string? Cut(string? stackTrace) => stackTrace is null || stackTrace.Length <= MaxStackTrace
        ? stackTrace
        : CutStackTrace + stackTrace[^(MaxStackTrace - CutStackTrace.Length)..];

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
