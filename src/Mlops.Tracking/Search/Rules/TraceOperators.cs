using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Which operators suit what in filters of traces.</summary>
internal static class TraceOperators
{
    private static readonly OperatorSet Texts = new(
        ComparisonOperator.Equal,
        ComparisonOperator.NotEqual,
        ComparisonOperator.Like,
        ComparisonOperator.ILike,
        ComparisonOperator.RLike,
        ComparisonOperator.In,
        ComparisonOperator.NotIn);

    private static readonly OperatorSet Keyed = new(
        ComparisonOperator.Equal,
        ComparisonOperator.NotEqual,
        ComparisonOperator.Like,
        ComparisonOperator.ILike,
        ComparisonOperator.RLike,
        ComparisonOperator.IsNull,
        ComparisonOperator.IsNotNull);

    private static readonly OperatorSet Content = new(ComparisonOperator.Like, ComparisonOperator.ILike);

    private static readonly OperatorSet Identity = new(ComparisonOperator.Equal);

    /// <exception cref="MlflowException">The operator or the key does not suit.</exception>
    public static void Check(Subject subject, in FilterClause clause, in FilterValue value)
    {
        // MLflow reads lists for the trace's name and run, but then refuses the operator; there is no reason to.
        if (value.Kind == FilterValueKind.List && subject.Entity is EntityKind.Tag or EntityKind.Metadata && Texts.Contains(clause.Operator))
        {
            if (subject.Key == TraceKeys.LinkedPrompts)
            {
                throw Prompt(clause);
            }

            return;
        }

        switch (subject.Entity)
        {
            case EntityKind.Attribute when TraceKeys.IsNumeric(subject):
                if (!OperatorSet.Ordering.Contains(clause.Operator))
                {
                    throw Refusals.Comparator(clause.Symbol, Texts, closed: false);
                }

                break;
            case EntityKind.Attribute:
                if (!Texts.Contains(clause.Operator))
                {
                    throw Refusals.Comparator(clause.Symbol, Texts, closed: true);
                }

                break;
            case EntityKind.Tag when subject.Key == TraceKeys.LinkedPrompts:
                CheckPrompt(clause, value);
                break;
            case EntityKind.Tag or EntityKind.Metadata:
                if (!Keyed.Contains(clause.Operator))
                {
                    throw Refusals.Comparator(clause.Symbol, Keyed, closed: subject.Entity == EntityKind.Metadata);
                }

                break;
            default:
                CheckPart(subject, clause);
                break;
        }
    }

    private static void CheckPrompt(in FilterClause clause, in FilterValue value)
    {
        if (clause.Operator != ComparisonOperator.Equal)
        {
            throw Prompt(clause);
        }

        if (value.Text.Count('/') != 1)
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid prompts filter value '{PythonText.Cut(value.Text)}'. Expected format: prompt = \"name/version\"");
        }
    }

    private static void CheckPart(Subject subject, in FilterClause clause)
    {
        var (operators, name) = (subject.Entity, subject.Key) switch
        {
            (EntityKind.SpanAttribute, "") => throw MlflowException.InvalidParameterValue("Span attribute name cannot be empty after 'attributes.'"),
            (EntityKind.SpanAttribute, _) => (Texts, "span.attributes."),
            (EntityKind.Span, "name" or "type" or "status") => (Texts, "span."),
            (EntityKind.Span, "content") => (Content, "span."),
            (EntityKind.Span, _) => throw MlflowException.InvalidParameterValue(
                $"Invalid span attribute '{PythonText.Cut(subject.Key)}'. Supported attributes: name, status, type, attributes.<attribute_name>."),
            (EntityKind.Issue, "id") => (Identity, "issue."),
            (EntityKind.Issue, _) => throw MlflowException.InvalidParameterValue(
                $"Invalid issue attribute '{PythonText.Cut(subject.Key)}'. Supported attributes: id"),
            (_, "") => throw MlflowException.InvalidParameterValue("Assessment field name cannot be empty"),
            _ => (Keyed, "assessment."),
        };

        if (!operators.Contains(clause.Operator))
        {
            throw MlflowException.InvalidParameterValue(
                $"{name}{PythonText.Cut(subject.Key)} comparator '{clause.Symbol}' not one of '{operators.Listing}'");
        }
    }

    private static MlflowException Prompt(in FilterClause clause) => MlflowException.InvalidParameterValue(
        $"Invalid comparator '{clause.Symbol}' for prompts filter. Only '=' is supported with format: prompt = \"name/version\"");
}
