using System.Collections.Immutable;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>Reads <c>order_by</c> clauses: an identifier and perhaps a direction, <c>ASC</c> or <c>DESC</c> in any case.</summary>
internal static class OrderByParser
{
    public const int ClauseLimit = 50;

    /// <summary>The parsed clauses, with room for a search's own to follow.</summary>
    /// <exception cref="MlflowException">A clause is not one of this search's, or two name the same key; 400
    /// <c>INVALID_PARAMETER_VALUE</c>.</exception>
    public static ImmutableArray<OrderBy>.Builder Parse(IReadOnlyList<string>? clauses, SearchRules rules)
    {
        var count = clauses?.Count ?? 0;
        CheckCount(count);
        var orders = ImmutableArray.CreateBuilder<OrderBy>(count + 3);
        for (var i = 0; i < count; i++)
        {
            var order = Parse(clauses![i], rules);
            if (orders.Contains(order.Entity, order.Key))
            {
                throw MlflowException.InvalidParameterValue($"`order_by` contains duplicate fields: {PythonText.List([.. clauses])}");
            }

            orders.Add(order);
        }

        return orders;
    }

    /// <exception cref="MlflowException">There are too many clauses.</exception>
    public static void CheckCount(int count)
    {
        if (count > ClauseLimit)
        {
            throw MlflowException.InvalidParameterValue($"Invalid order_by: it contains more than {ClauseLimit} clauses.");
        }
    }

    /// <summary>Whether the results are ordered by this key already.</summary>
    public static bool Contains(this ImmutableArray<OrderBy>.Builder orders, EntityKind entity, string key)
    {
        foreach (var order in orders)
        {
            if (order.Entity == entity && order.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Orders what is left equal, unless this attribute is among the keys already.</summary>
    public static ImmutableArray<OrderBy>.Builder Then(this ImmutableArray<OrderBy>.Builder orders, string key, bool ascending)
    {
        if (!orders.Contains(EntityKind.Attribute, key))
        {
            orders.Add(new OrderBy(EntityKind.Attribute, key, ascending));
        }

        return orders;
    }

    private static OrderBy Parse(string? clause, SearchRules rules)
    {
        SearchText.Check(clause, "order_by clause");
        var lexer = new FilterLexer(clause);
        var identifier = lexer.Next();
        var direction = lexer.Next();
        if (!identifier.IsIdentifier || direction.Kind is not (TokenKind.Identifier or TokenKind.End) || lexer.Next().Kind != TokenKind.End)
        {
            throw MlflowException.InvalidParameterValue($"Invalid order_by clause '{PythonText.Cut(clause)}'. Could not be parsed.");
        }

        var descending = direction.Text.Equals("DESC", StringComparison.OrdinalIgnoreCase);
        if (!descending && direction.Kind != TokenKind.End && !direction.Text.Equals("ASC", StringComparison.OrdinalIgnoreCase))
        {
            throw MlflowException.InvalidParameterValue($"Invalid ordering key in order_by clause '{PythonText.Cut(clause)}'.");
        }

        return rules.Order(identifier.Text, !descending);
    }
}
