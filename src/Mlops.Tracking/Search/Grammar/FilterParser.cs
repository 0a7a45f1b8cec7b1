using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>Reads filters, in time and space proportional to their length.</summary>
internal static class FilterParser
{
    public const int ClauseLimit = 200;

    /// <summary>The comparisons of a filter; none if it is null or empty.</summary>
    /// <exception cref="MlflowException">The filter is not one of this search's; 400 <c>INVALID_PARAMETER_VALUE</c>.</exception>
    public static ImmutableArray<Comparison> Parse(string? filter, SearchRules rules)
    {
        if (string.IsNullOrEmpty(filter))
        {
            return [];
        }

        SearchText.Check(filter, "filter string");
        if (string.IsNullOrWhiteSpace(filter))
        {
            throw rules.Blank(filter);
        }

        var comparisons = new Comparison[2];
        var count = 0;
        var reader = new FilterReader(filter);
        while (reader.Read(out var clause) is var shape and not ClauseShape.End)
        {
            if (shape == ClauseShape.Stray)
            {
                throw StraySearch.Refusal(filter, rules)!;
            }

            if (count == ClauseLimit)
            {
                throw MlflowException.InvalidParameterValue($"Invalid filter string: it contains more than {ClauseLimit} comparisons.");
            }

            if (count == comparisons.Length)
            {
                Array.Resize(ref comparisons, 2 * count);
            }

            comparisons[count++] = Interpret(clause, filter, rules);
        }

        Array.Resize(ref comparisons, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(comparisons);
    }

    private static Comparison Interpret(FilterClause clause, string filter, SearchRules rules)
    {
        try
        {
            return rules.Interpret(clause);
        }
        catch (MlflowException)
        {
            if (StraySearch.Refusal(filter, rules) is { } refusal)
            {
                throw refusal;
            }

            throw;
        }
    }
}
