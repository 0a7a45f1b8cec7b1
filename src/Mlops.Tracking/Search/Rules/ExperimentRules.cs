using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters and order of <c>SearchExperiments</c>. Operators count only in capitals here.</summary>
internal sealed class ExperimentRules : SearchRules
{
    public static readonly ExperimentRules Instance = new();

    private static readonly string FilterKeys = PythonText.Set("creation_time", "last_update_time", "name");

    private static readonly string OrderKeys = PythonText.Set("creation_time", "experiment_id", "last_update_time", "name");

    public override Comparison Interpret(in FilterClause clause)
    {
        var subject = Identify(Identifier(clause), ordering: false);
        if (clause.IsNullCheck)
        {
            return subject.Entity == EntityKind.Tag
                ? Compare(subject, clause.Operator!.Value, FilterValue.None)
                : throw MlflowException.InvalidParameterValue(
                    $"IS NULL / IS NOT NULL is only supported for tags, not for attribute '{subject.Key}'");
        }

        var isTime = subject.Entity == EntityKind.Attribute && subject.Key != "name";
        var value = Value(clause.Value, subject, isTime);
        var operators = isTime ? OperatorSet.Ordering : OperatorSet.Matching;
        if (operators.Contains(clause.OperatorAsWritten))
        {
            return Compare(subject, clause.OperatorAsWritten!.Value, value);
        }

        throw subject.Entity == EntityKind.Tag
            ? MlflowException.InvalidParameterValue($"Invalid comparator for tag: {clause.Written}")
            : Refusals.Comparator(clause.Written, OperatorSet.MatchingOrIn, closed: !isTime);
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
        var entity = RegistryPrefix.Split(identifier, out var key);
        key = QuotedText.Key(key);
        return new(entity, entity == EntityKind.Tag ? key.ToString() : AttributeKey(key, ordering));
    }

    private static string AttributeKey(ReadOnlySpan<char> key, bool ordering) => key switch
    {
        "name" => "name",
        "creation_time" => "creation_time",
        "last_update_time" => "last_update_time",
        "experiment_id" when ordering => "experiment_id",
        _ => throw Refusals.AttributeKey(key, ordering ? OrderKeys : FilterKeys),
    };

    private static FilterValue Value(FilterToken token, Subject subject, bool isTime)
    {
        if (isTime)
        {
            return token.IsNumber ? NumberToken.Integer(token) : throw Refusals.NotNumeric(subject.Key, token.Text);
        }

        if (token.IsText)
        {
            return FilterValue.FromText(QuotedText.Value(token));
        }

        throw subject.Entity == EntityKind.Tag ? Refusals.NotQuoted("tag", token.Text)
            : token.Kind == TokenKind.List ? Refusals.OnlyRunIdLists()
            : Refusals.AttributeNotQuoted(token.Text);
    }
}
