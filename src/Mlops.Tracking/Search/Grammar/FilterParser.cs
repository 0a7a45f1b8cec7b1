using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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

        var few = default(Few);
        Span<Comparison> comparisons = few;
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
                var more = new Comparison[4 * count];
                comparisons.CopyTo(more);
                comparisons = more;
            }

            comparisons[count++] = Interpret(clause, filter, rules);
        }

        return ImmutableArray.Create((ReadOnlySpan<Comparison>)comparisons[..count]);
    }

    private static Comparison Interpret(in FilterClause clause, string filter, SearchRules rules)
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

    /// <summary>Room on the stack for as many comparisons as most filters have.</summary>
    [InlineArray(4)]
    private struct Few
    {
        private Comparison first;
    }
}
