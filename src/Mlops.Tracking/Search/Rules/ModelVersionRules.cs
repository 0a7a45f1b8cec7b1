using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters and order of <c>SearchModelVersions</c>.</summary>
internal sealed class ModelVersionRules : SearchRules
{
    public static readonly ModelVersionRules Instance = new();

    private static readonly string FilterKeys = PythonText.Set("name", "run_id", "source_path", "version_number");

    private static readonly string OrderKeys = PythonText.Set("creation_timestamp", "last_updated_timestamp", "name", "version_number");

    private static readonly string NumericKeys = PythonText.Set("creation_timestamp", "last_updated_timestamp", "version_number");

    public override Comparison Interpret(in FilterClause clause)
    {
        var entity = RegistryPrefix.Split(Identifier(clause), out var key);
        var subject = new Subject(entity, entity == EntityKind.Tag ? QuotedText.Key(key).ToString() : AttributeKey(key));
        var isNumber = entity == EntityKind.Attribute && subject.Key == "version_number";
        var value = clause.IsNullCheck ? default : Value(clause.Value, subject, isNumber);
        var operators = isNumber ? OperatorSet.Ordering : OperatorSet.Matching;
        if (operators.Contains(clause.Operator) || (value.Kind == FilterValueKind.List && clause.Operator == ComparisonOperator.In))
        {
            return Compare(subject, clause.Operator!.Value, value);
        }

        throw MlflowException.InvalidParameterValue(
            $"Invalid comparator for {(entity == EntityKind.Tag ? "tag" : isNumber ? "attribute version_number" : "attribute")}: {clause.Symbol}");
    }

    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending)
    {
        var entity = RegistryPrefix.Split(identifier, out var key);
        key = QuotedText.Key(key);
        return entity == EntityKind.Attribute
            ? new OrderBy(
                EntityKind.Attribute,
                key switch
                {
                    "name" => "name",
                    "version_number" => "version_number",
                    "creation_timestamp" => "creation_timestamp",
                    "last_updated_timestamp" => "last_updated_timestamp",
                    _ => throw Refusals.AttributeKey(key, OrderKeys),
                },
                ascending)
            : throw MlflowException.InvalidParameterValue(
                $"Invalid order by key '{PythonText.Cut(key)}' specified. Valid keys are {OrderKeys}");
    }

    private static string AttributeKey(ReadOnlySpan<char> key) => key switch
    {
        "name" => "name",
        "version_number" => "version_number",
        "run_id" => "run_id",
        "source_path" => "source_path",
        _ => throw Refusals.AttributeKey(key, FilterKeys),
    };

    private static FilterValue Value(FilterToken token, Subject subject, bool isNumber)
    {
        if (isNumber && NumberToken.TryUnquote(token, out var unquoted))
        {
            return NumberToken.Integer(unquoted);
        }

        if (token.IsText)
        {
            var text = QuotedText.Value(token);
            return isNumber ? throw Refusals.NotNumeric(subject.Key, token.Text) : FilterValue.FromText(text);
        }

        if (subject.Entity == EntityKind.Tag)
        {
            throw Refusals.NotQuoted("tag", token.Text);
        }

        return token.Kind switch
        {
            TokenKind.List when subject.Key == "run_id" => ListLiteral.Parse(token.Text),
            TokenKind.List => throw Refusals.OnlyRunIdLists(),
            TokenKind.Integer or TokenKind.Decimal when isNumber => NumberToken.Integer(token),
            TokenKind.Integer or TokenKind.Decimal => throw Refusals.OnlyNumeric(NumericKeys),
            _ => throw Refusals.AttributeNotQuotedOrList(token.Text),
        };
    }
}
