using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters of <c>QueryTraceMetrics</c>: <c>view.column</c> or <c>view.map.key</c>, and an equals sign.</summary>
internal sealed class TraceMetricFilterRules : SearchRules
{
    public static readonly TraceMetricFilterRules Instance = new();

    public override Comparison Interpret(in FilterClause clause)
    {
        var subject = Identify(Identifier(clause));
        if (clause.Operator != ComparisonOperator.Equal)
        {
            throw MlflowException.InvalidParameterValue($"Invalid comparator: '{clause.Written}', only '=' operator is supported");
        }

        return clause.Value.IsText
            ? Compare(subject, ComparisonOperator.Equal, FilterValue.FromText(QuotedText.Value(clause.Value)))
            : throw MlflowException.InvalidParameterValue(
                $"Expected a quoted string value for {PythonText.Cut(subject.Key)} value (e.g. 'my-value'). Got value {PythonText.Cut(clause.Value.Text)}");
    }

    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending) => throw Refusals.OrderByEntity("metric");

    private static Subject Identify(ReadOnlySpan<char> identifier)
    {
        if (!EntityPrefix.Split(identifier, out var view, out var rest))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid identifier {PythonText.Repr(identifier)}. Columns should be specified as 'trace.<key>', 'span.<key>', 'assessment.<key>'.");
        }

        var keyed = EntityPrefix.Split(rest, out var entity, out var key);
        entity = keyed ? entity : rest;
        var (kind, needsKey) = (view.ToString(), entity.ToString()) switch
        {
            ("trace", "status") => (EntityKind.Attribute, false),
            ("trace", "tag") => (EntityKind.Tag, true),
            ("trace", "metadata") => (EntityKind.Metadata, true),
            ("span", "name" or "status" or "type") => (EntityKind.Span, false),
            ("assessment", "name" or "type") => (EntityKind.Feedback, false),
            ("trace", _) => throw UnknownEntity(view, entity, "status", "tag", "metadata"),
            ("span", _) => throw UnknownEntity(view, entity, "name", "status", "type"),
            ("assessment", _) => throw UnknownEntity(view, entity, "name", "type"),
            _ => throw MlflowException.InvalidParameterValue($"Invalid view type '{PythonText.Cut(view)}'. Valid values are ['trace', 'span', 'assessment']"),
        };
        if (needsKey != keyed)
        {
            throw MlflowException.InvalidParameterValue(needsKey
                ? $"Filtering by {entity} requires a key, e.g. '{view}.{entity}.<key> = <value>'"
                : $"Filtering by {entity} does not require a key, use '{view}.{entity}' instead");
        }

        return new Subject(kind, needsKey ? QuotedText.Key(key).ToString() : entity.ToString());
    }

    private static MlflowException UnknownEntity(ReadOnlySpan<char> view, ReadOnlySpan<char> entity, params ReadOnlySpan<string> known) => MlflowException.InvalidParameterValue(
        $"Invalid entity '{PythonText.Cut(entity)}' specified for view type '{view}'. Valid entities are {PythonText.List(known)}");
}
