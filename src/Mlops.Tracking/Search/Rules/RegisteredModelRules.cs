using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters and order of <c>SearchRegisteredModels</c>.</summary>
internal sealed class RegisteredModelRules : SearchRules
{
    public static readonly RegisteredModelRules Instance = new();

    private static readonly string FilterKeys = PythonText.Set("name");

    private static readonly string OrderKeys = PythonText.Set("name", "timestamp");

    public override Comparison Interpret(in FilterClause clause)
    {
        var entity = RegistryPrefix.Split(Identifier(clause), out var key);
        if (entity == EntityKind.Attribute && key is not "name")
        {
            throw Refusals.AttributeKey(key, FilterKeys);
        }

        if (!clause.IsNullCheck && !clause.Value.IsText)
        {
            throw entity == EntityKind.Tag ? Refusals.NotQuoted("tag", clause.Value.Text)
                : clause.Value.Kind == TokenKind.List ? Refusals.OnlyRunIdLists()
                : Refusals.AttributeNotQuotedOrList(clause.Value.Text);
        }

        if (!OperatorSet.Matching.Contains(clause.Operator))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid comparator for {(entity == EntityKind.Tag ? "tag" : "attribute")}: {clause.Symbol}");
        }

        var subject = new Subject(entity, entity == EntityKind.Tag ? QuotedText.Key(key).ToString() : "name");
        return Compare(subject, clause.Operator!.Value, FilterValue.FromText(QuotedText.Value(clause.Value)));
    }

    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending)
    {
        var key = QuotedText.Key(identifier);
        return new OrderBy(
            EntityKind.Attribute,
            key switch
            {
                "name" => "name",
                "timestamp" or "last_updated_timestamp" => "last_updated_timestamp",
                _ => throw MlflowException.InvalidParameterValue(
                    $"Invalid order by key '{PythonText.Cut(key)}' specified. Valid keys are '{OrderKeys}'"),
            },
            ascending);
    }
}
