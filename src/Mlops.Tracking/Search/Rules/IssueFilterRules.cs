using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters of <c>SearchIssues</c>, which has no order of the caller's.</summary>
internal sealed class IssueFilterRules : SearchRules
{
    public static readonly IssueFilterRules Instance = new();

    private static readonly OperatorSet Equality = new(ComparisonOperator.Equal, ComparisonOperator.NotEqual);

    private static readonly string Keys = PythonText.Set("source_run_id", "status");

    public override Comparison Interpret(in FilterClause clause)
    {
        var key = QuotedText.Key(Identifier(clause)) switch
        {
            "status" => "status",
            "source_run_id" => "source_run_id",
            var unknown => throw MlflowException.InvalidParameterValue($"Invalid filter field '{PythonText.Cut(unknown)}'. Supported fields: {Keys}"),
        };
        if (!Equality.Contains(clause.Operator))
        {
            throw MlflowException.InvalidParameterValue($"Invalid comparator '{clause.Symbol}'. Supported comparators: {Equality.Listing}");
        }

        // Unquoted words count as texts here.
        return clause.Value.IsText || clause.Value.IsNumber
            ? Compare(new Subject(EntityKind.Attribute, key), clause.Operator!.Value, FilterValue.FromText(QuotedText.Key(clause.Value.Text).ToString().Trim()))
            : throw Refusals.AttributeNotQuoted(clause.Value.Text);
    }

    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending) => throw Refusals.OrderByEntity("issue");
}
