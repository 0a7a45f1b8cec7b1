using System.Collections.Immutable;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Registered models that carry this tag are prompts; registry searches show them only when asked.</summary>
internal static class PromptTag
{
    private const string Key = "mlflow.prompt.is_prompt";

    /// <summary>Decides by the first condition on the tag, as MLflow does, whether prompts are asked for.</summary>
    public static SearchFilter Apply(ImmutableArray<Comparison> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (IsOnTag(comparison))
            {
                var asks = comparison.Operator switch
                {
                    ComparisonOperator.Equal => comparison.Value.Text.Equals("true", StringComparison.OrdinalIgnoreCase),
                    ComparisonOperator.NotEqual => comparison.Value.Text.Equals("false", StringComparison.OrdinalIgnoreCase),
                    _ => false,
                };

                return asks ? new SearchFilter(comparisons, includesPrompts: true) : new SearchFilter(comparisons.RemoveAll(IsOnTag));
            }
        }

        return comparisons.IsEmpty ? SearchFilter.Empty : new SearchFilter(comparisons);
    }

    private static bool IsOnTag(Comparison comparison) => comparison is { Entity: EntityKind.Tag, Key: Key };
}
