using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters and order of <c>SearchRuns</c>.</summary>
internal sealed class RunRules : SearchRules
{
    public static readonly RunRules Instance = new();

    private static readonly string FilterKeys = PythonText.Set(
        "artifact_uri", "created", "Created", "end_time", "run_id", "run_name", "run name", "Run name", "Run Name", "start_time", "status", "user_id");

    private static readonly string OrderKeys = PythonText.Set(
        "artifact_uri", "created", "Created", "end_time", "run_id", "run_name", "start_time", "status", "user_id");

    private static readonly string DatasetKeys = PythonText.Set("context", "digest", "name");

    protected override bool QuotesStrays => true;

    public override Comparison Interpret(in FilterClause clause)
    {
        var subject = Identify(Identifier(clause), ordering: false);
        if (clause.IsNullCheck)
        {
            return subject.Entity is EntityKind.Tag or EntityKind.Parameter
                ? Compare(subject, clause.Operator!.Value, FilterValue.None)
                : throw MlflowException.InvalidParameterValue(
                    $"IS NULL / IS NOT NULL is only supported for tags and params, not for '{Name(subject.Entity)}' '{subject.Key}'");
        }

        var isTime = subject.Entity == EntityKind.Attribute && subject.Key is "start_time" or "end_time";
        var value = Value(clause.Value, subject, isTime);
        var (operators, listing, closed) = subject.Entity switch
        {
            EntityKind.Metric => (OperatorSet.Ordering, OperatorSet.Ordering, false),
            EntityKind.Parameter => (OperatorSet.MatchingOrNull, OperatorSet.MatchingOrNull, true),
            EntityKind.Tag => (OperatorSet.MatchingOrNull, OperatorSet.MatchingOrNull, false),
            EntityKind.Dataset => (OperatorSet.MatchingOrIn, OperatorSet.MatchingOrIn, false),
            _ when isTime => (OperatorSet.Ordering, OperatorSet.MatchingOrIn, false),
            _ => (OperatorSet.MatchingOrIn, OperatorSet.MatchingOrIn, true),
        };

        return operators.Contains(clause.Operator)
            ? Compare(subject, clause.Operator!.Value, value)
            : throw Refusals.Comparator(clause.Symbol, listing, closed);
    }

    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending)
    {
        var subject = Identify(identifier, ordering: true);
        return subject.Entity == EntityKind.Dataset
            ? throw Refusals.IdentifierType("dataset")
            : new OrderBy(subject.Entity, subject.Key, ascending);
    }

    private static Subject Identify(ReadOnlySpan<char> identifier, bool ordering)
    {
        var prefixed = EntityPrefix.Split(identifier, out var entity, out var key);
        entity = QuotedText.TrimBackticks(entity);
        key = QuotedText.Key(key);
        return entity switch
        {
            "metric" or "metrics" => new(EntityKind.Metric, key.ToString()),
            "param" or "params" or "parameter" or "parameters" => new(EntityKind.Parameter, key.ToString()),
            "tag" or "tags" => new(EntityKind.Tag, key.ToString()),
            "dataset" or "datasets" => new(EntityKind.Dataset, DatasetKey(key)),
            "attribute" or "attributes" or "attr" or "run" => new(EntityKind.Attribute, AttributeKey(key, ordering)),
            _ when !prefixed => new(EntityKind.Attribute, AttributeKey(key, ordering)),
            _ => throw Refusals.EntityType(entity, "Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']"),
        };
    }

    private static string AttributeKey(ReadOnlySpan<char> key, bool ordering) => key switch
    {
        "run_id" => "run_id",
        "run_name" => "run_name",
        "run name" or "Run name" or "Run Name" when !ordering => "run_name",
        "user_id" => "user_id",
        "status" => "status",
        "artifact_uri" => "artifact_uri",
        "start_time" or "created" or "Created" => "start_time",
        "end_time" => "end_time",
        _ => throw Refusals.AttributeKey(key, ordering ? OrderKeys : FilterKeys),
    };

    private static string DatasetKey(ReadOnlySpan<char> key) => key switch
    {
        "name" => "name",
        "digest" => "digest",
        "context" => "context",
        _ => throw MlflowException.InvalidParameterValue(
            $"Invalid dataset key '{PythonText.Cut(key)}' specified. Valid keys are '{DatasetKeys}'"),
    };

    private static FilterValue Value(FilterToken token, Subject subject, bool isTime) => subject.Entity switch
    {
        EntityKind.Metric => token.IsNumber ? NumberToken.Number(token) : throw Refusals.MetricNotNumeric(token.Text),
        EntityKind.Attribute when isTime => token.IsNumber ? NumberToken.Integer(token) : throw Refusals.NotNumeric(subject.Key, token.Text),
        _ when token.IsText => FilterValue.FromText(QuotedText.Value(token)),
        EntityKind.Attribute when token.Kind == TokenKind.List => subject.Key == "run_id" ? ListLiteral.Parse(token.Text) : throw Refusals.OnlyRunIdLists(),
        EntityKind.Attribute => throw Refusals.AttributeNotQuoted(token.Text),
        EntityKind.Dataset when token.Kind == TokenKind.List => ListLiteral.Parse(token.Text),
        EntityKind.Dataset => throw MlflowException.InvalidParameterValue(
            $"Expected a quoted string value for dataset attributes. Got value {PythonText.Cut(token.Text)}"),
        _ => throw Refusals.NotQuoted(Name(subject.Entity), token.Text),
    };

    private static string Name(EntityKind entity) => entity switch
    {
        EntityKind.Metric => "metric",
        EntityKind.Parameter => "parameter",
        EntityKind.Tag => "tag",
        EntityKind.Dataset => "dataset",
        _ => "attribute",
    };
}
