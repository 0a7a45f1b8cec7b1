using System.Text.Json.Serialization;
using Mlops.Tracking.Traces;

namespace Mlops.Tracking.Assessments;

/// <summary>What somebody or something said of a trace (MLflow's <c>Assessment</c>): one of feedback, an expectation or an issue.</summary>
public sealed record Assessment
{
    /// <summary><c>a-</c> and 32 hexadecimal digits as a rule; unique among those of the trace.</summary>
    public required string AssessmentId { get; init; }

    /// <summary>What it is about; the issue's id where it names an issue.</summary>
    public required string AssessmentName { get; init; }

    /// <summary>The trace.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span it is about, or null for the whole trace.</summary>
    public string? SpanId { get; init; }

    /// <summary>Who said it.</summary>
    public required AssessmentSource Source { get; init; }

    /// <summary>When it was first said, in milliseconds since 1970; RFC 3339 on the wire.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public required long CreateTime { get; init; }

    /// <summary>When it last changed, in milliseconds since 1970; RFC 3339 on the wire.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public required long LastUpdateTime { get; init; }

    /// <summary>A judgement of what the trace did.</summary>
    public Feedback? Feedback { get; init; }

    /// <summary>What the trace should have done.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>An issue that the trace has.</summary>
    public IssueReference? Issue { get; init; }

    /// <summary>Why it was said.</summary>
    public string? Rationale { get; init; }

    /// <summary>
    /// More about it. <see cref="AssessmentNames.SourceRun"/> names the run that made it, <c>mlflow.trace.session</c> makes it count for
    /// all traces of a session.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The assessment that this one takes the place of.</summary>
    public string? Overrides { get; init; }

    /// <summary>False once another one has taken its place.</summary>
    public bool Valid { get; init; } = true;
}

/// <summary>Who made an assessment.</summary>
/// <param name="SourceType"><c>HUMAN</c>, <c>LLM_JUDGE</c>, <c>CODE</c> or <c>SOURCE_TYPE_UNSPECIFIED</c>.</param>
/// <param name="SourceId">The name of the person, the model or the code, if anybody said so.</param>
public sealed record AssessmentSource(string SourceType, string? SourceId);

/// <summary>A judgement.</summary>
/// <param name="Value">Any JSON; <c>null</c> where the judge failed.</param>
/// <param name="Error">Why the judge failed, or null.</param>
public sealed record Feedback(
    [property: JsonConverter(typeof(Json.RawJsonConverter))] string Value, AssessmentError? Error);

/// <summary>Why a judge failed.</summary>
/// <param name="ErrorCode">A short name.</param>
/// <param name="ErrorMessage">What happened, or null.</param>
/// <param name="StackTrace">Where; at most the last 10,000 characters, or null.</param>
public sealed record AssessmentError(string ErrorCode, string? ErrorMessage, string? StackTrace);

/// <summary>What is expected: exactly one of the two.</summary>
/// <param name="Value">A text, number or flag in JSON.</param>
/// <param name="SerializedValue">A list or an object.</param>
public sealed record Expectation(
    [property: JsonConverter(typeof(Json.RawJsonConverter))] string? Value, SerializedValue? SerializedValue)
{
    /// <summary>An expectation of any JSON.</summary>
    /// <param name="json">JSON.</param>
    /// <returns>The expectation in the form that the protocol has for it.</returns>
    public static Expectation Of(string json)
    {
        ArgumentException.ThrowIfNullOrEmpty(json);
        return json[0] is '[' or '{' ? new(null, new SerializedValue(SerializedValue.Json, json)) : new(json, null);
    }
}

/// <summary>A value inside a text.</summary>
/// <param name="SerializationFormat">Always <c>JSON_FORMAT</c>.</param>
/// <param name="Value">JSON.</param>
public sealed record SerializedValue(string SerializationFormat, string Value)
{
    /// <summary>The one format there is.</summary>
    public const string Json = "JSON_FORMAT";
}

/// <summary>An issue that a trace has; the assessment's name is its id.</summary>
/// <param name="IssueName">The issue's name when it was noted.</param>
public sealed record IssueReference(string IssueName);

/// <summary>The answer of rpcs <c>GetAssessment</c>, <c>createAssessment</c> and <c>updateAssessment</c>.</summary>
/// <param name="Assessment">The assessment.</param>
internal sealed record AssessmentResponse(Assessment Assessment);
