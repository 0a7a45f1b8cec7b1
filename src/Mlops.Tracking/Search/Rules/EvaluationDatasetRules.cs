using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters and order of <c>SearchEvaluationDatasets</c>.</summary>
internal sealed class EvaluationDatasetRules : SearchRules
{
    public static readonly EvaluationDatasetRules Instance = new();

    private static readonly string FilterKeys = PythonText.Set("created_by", "created_time", "last_update_time", "last_updated_by", "name");

    private static readonly string OrderKeys = PythonText.Set("created_time", "last_update_time", "name");

    public override Comparison Interpret(in FilterClause clause)
    {
        var subject = Identify(Identifier(clause), ordering: false);
        var isTime = subject is { Entity: EntityKind.Attribute, Key: "created_time" or "last_update_time" };
        var operators = isTime ? OperatorSet.Ordering : OperatorSet.Matching;
        if (!operators.Contains(clause.Operator))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid comparator for {(subject.Entity == EntityKind.Tag ? "tag" : isTime ? "numeric attribute" : "string attribute")}: {clause.Symbol}");
        }

        return Compare(subject, clause.Operator!.Value, Value(clause.Value, subject, isTime));
    }

    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending)
    {
        var subject = Identify(identifier, ordering: true);
        return subject.Entity == EntityKind.Attribute
            ? new OrderBy(EntityKind.Attribute, subject.Key, ascending)
            : throw Refusals.OrderByEntity("tag");
    }

    private static Subject Identify(ReadOnlySpan<char> identifier, bool ordering)
    {
        var prefixed = EntityPrefix.Split(identifier, out var entity, out var key);
        var kind = entity switch
        {
            "tag" or "tags" => EntityKind.Tag,
            "attribute" or "attributes" => EntityKind.Attribute,
            _ when !prefixed => EntityKind.Attribute,
            _ => throw MlflowException.InvalidParameterValue($"Invalid identifier token '{PythonText.Cut(entity)}' specified"),
        };
        key = QuotedText.Key(key);
        return new(kind, kind == EntityKind.Tag ? key.ToString() : AttributeKey(key, ordering));
    }

    private static string AttributeKey(ReadOnlySpan<char> key, bool ordering) => key switch
    {
        "name" => "name",
        "created_time" => "created_time",
        "last_update_time" => "last_update_time",
        "created_by" when !ordering => "created_by",
        "last_updated_by" when !ordering => "last_updated_by",
        _ => throw MlflowException.InvalidParameterValue(
            $"Invalid attribute key '{PythonText.Cut(key)}' specified. Valid keys are: {(ordering ? OrderKeys : FilterKeys)}"),
    };

    private static FilterValue Value(FilterToken token, Subject subject, bool isTime)
    {
        if (isTime)
        {
            return token.IsNumber ? NumberToken.Integer(token) : throw Refusals.NotNumeric(subject.Key, token.Text);
        }

        return token.IsText ? FilterValue.FromText(QuotedText.Value(token))
            : throw (subject.Entity == EntityKind.Tag ? Refusals.NotQuoted("tag", token.Text) : Refusals.AttributeNotQuoted(token.Text));
    }
}
