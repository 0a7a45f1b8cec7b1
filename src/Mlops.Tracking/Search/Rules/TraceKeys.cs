using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>What can be named in filters and orders of traces, and where it is kept.</summary>
internal static class TraceKeys
{
    /// <summary>The metadata behind <c>run_id</c>.</summary>
    public const string SourceRun = "mlflow.sourceRun";

    /// <summary>The tag behind <c>prompt</c>.</summary>
    public const string LinkedPrompts = "mlflow.linkedPrompts";

    private const string SpanAttributePrefix = "attributes.";

    private static readonly string FilterKeys = PythonText.Set(
        "client_request_id", "end_time", "end_time_ms", "execution_time", "execution_time_ms", "name", "prompt", "request_id", "run_id", "status", "text",
        "timestamp", "timestamp_ms");

    private static readonly string OrderKeys = PythonText.Set(
        "end_time", "end_time_ms", "execution_time", "execution_time_ms", "experiment_id", "name", "request_id", "run_id", "status", "timestamp", "timestamp_ms");

    private static readonly string NumericKeys = PythonText.Set(
        "end_time", "end_time_ms", "execution_time", "execution_time_ms", "timestamp", "timestamp_ms");

    private static readonly string ListKeys = PythonText.Set("client_request_id", "name", "request_id", "run_id", "status");

    private static readonly string Entities = PythonText.Set(
        "attribute", "attributes", "expectation", "feedback", "issue", "metadata", "request_metadata", "span", "tag", "tags", "trace");

    /// <summary>What an identifier names, under the name that the filter uses.</summary>
    public static Subject Identify(ReadOnlySpan<char> identifier, bool ordering)
    {
        var prefixed = EntityPrefix.Split(identifier, out var entity, out var key);
        entity = QuotedText.TrimBackticks(entity);
        key = QuotedText.Key(key);
        return entity switch
        {
            "attribute" or "attributes" or "trace" => new(EntityKind.Attribute, AttributeKey(key, ordering)),
            "tag" or "tags" => new(EntityKind.Tag, key.ToString()),
            "metadata" or "request_metadata" => new(EntityKind.Metadata, key.ToString()),
            "span" when key.StartsWith(SpanAttributePrefix) => new(EntityKind.SpanAttribute, QuotedText.Key(key[SpanAttributePrefix.Length..]).ToString()),
            "span" => new(EntityKind.Span, key.ToString()),
            "feedback" => new(EntityKind.Feedback, key.ToString()),
            "expectation" => new(EntityKind.Expectation, key.ToString()),
            "issue" => new(EntityKind.Issue, key.ToString()),
            _ when !prefixed => new(EntityKind.Attribute, AttributeKey(key, ordering)),
            _ => throw Refusals.EntityType(entity, $"Valid values are {Entities}"),
        };
    }

    /// <summary>Some names stand for tags, metadata and spans, and do so under the prefixes of tags and metadata too.</summary>
    public static Subject Canonical(Subject subject)
    {
        if (subject.Entity is not (EntityKind.Attribute or EntityKind.Tag or EntityKind.Metadata))
        {
            return subject;
        }

        return subject.Key switch
        {
            _ when Is("name") => new(EntityKind.Tag, "mlflow.traceName"),
            _ when Is("prompt") => new(EntityKind.Tag, LinkedPrompts),
            _ when Is("run_id") => new(EntityKind.Metadata, SourceRun),
            _ when Is("text") => new(EntityKind.Span, "content"),
            _ => subject,
        };

        bool Is(string name) => subject.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsNumeric(Subject subject) =>
        subject is { Entity: EntityKind.Attribute, Key: "timestamp_ms" or "execution_time_ms" or "end_time_ms" };

    public static bool AllowsList(string attribute) => attribute is "name" or "status" or "request_id" or "run_id" or "client_request_id";

    public static MlflowException NoList() => MlflowException.InvalidParameterValue(
        $"Only attributes in {ListKeys} supports comparison with a list of quoted string values.");

    public static MlflowException NoNumber() => Refusals.OnlyNumeric(NumericKeys);

    /// <summary>The name of a kind in messages.</summary>
    public static string Name(EntityKind entity) => entity switch
    {
        EntityKind.Tag => "tag",
        EntityKind.Metadata => "request_metadata",
        EntityKind.Span or EntityKind.SpanAttribute => "span",
        EntityKind.Feedback => "feedback",
        EntityKind.Expectation => "expectation",
        EntityKind.Issue => "issue",
        _ => "attribute",
    };

    private static string AttributeKey(ReadOnlySpan<char> key, bool ordering) => key switch
    {
        "request_id" => "request_id",
        "timestamp" or "timestamp_ms" => "timestamp_ms",
        "execution_time" or "execution_time_ms" => "execution_time_ms",
        "end_time" or "end_time_ms" => "end_time_ms",
        "status" => "status",
        "name" => "name",
        "run_id" => "run_id",
        "experiment_id" when ordering => "experiment_id",
        "client_request_id" when !ordering => "client_request_id",
        "prompt" when !ordering => "prompt",
        "text" when !ordering => "text",
        _ => throw Refusals.AttributeKey(key, ordering ? OrderKeys : FilterKeys),
    };
}
