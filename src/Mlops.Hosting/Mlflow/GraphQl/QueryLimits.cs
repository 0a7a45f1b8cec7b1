using GraphQLParser.AST;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>
/// Refuses what would cost too much before anything is run (protocol 3.13; CVE-2025-0453 is a server that did not): queries are
/// measured as if their fragments were written out, so that a few fragments can't multiply into millions of fields.
/// </summary>
internal sealed class QueryLimits
{
    /// <summary>The most characters a query may have; the pages' own have some 1,500.</summary>
    public const int MaxLength = 100_000;

    private const int MaxDepth = 10;
    private const int MaxSelections = 1000;
    private const int MaxRootFields = 10;
    private const int MaxAliases = 10;
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments;
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _selections;
    private int _rootFields;
    private int _mostAliases;

    private QueryLimits(GraphQLDocument document) => _fragments = Fragments(document);

    /// <summary>The fragments of a document by name.</summary>
    public static Dictionary<string, GraphQLFragmentDefinition> Fragments(GraphQLDocument document)
    {
        var fragments = new Dictionary<string, GraphQLFragmentDefinition>(StringComparer.Ordinal);
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
        {
            var name = fragment.FragmentName.Name.StringValue;
            if (!fragments.TryAdd(name, fragment))
            {
                throw new GraphQlException($"There can be only one fragment named \"{name}\".");
            }
        }

        return fragments;
    }

    public static void Check(GraphQLDocument document)
    {
        var limits = new QueryLimits(document);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            var aliases = 0;
            limits.Count(operation.SelectionSet, 1, ref aliases);
        }

        Refuse(limits._rootFields, MaxRootFields, "root fields");
        Refuse(limits._mostAliases, MaxAliases, "aliases");
    }

    private static void Refuse(int count, int max, string what)
    {
        if (count > max)
        {
            throw new GraphQlException($"GraphQL queries should have at most {max} {what}, got {count} {what}.");
        }
    }

    private void Count(GraphQLSelectionSet? set, int depth, ref int aliases)
    {
        if (set is null)
        {
            return;
        }

        if (depth > MaxDepth)
        {
            throw new GraphQlException($"Query exceeds maximum depth of {MaxDepth}");
        }

        foreach (var selection in set.Selections)
        {
            if (++_selections > MaxSelections)
            {
                throw new GraphQlException($"Query exceeds maximum total selections of {MaxSelections}");
            }

            switch (selection)
            {
                case GraphQLField field:
                    Count(field, depth, ref aliases);
                    break;
                case GraphQLInlineFragment inline:
                    Count(inline.SelectionSet, depth, ref aliases);
                    break;
                case GraphQLFragmentSpread spread:
                    Count(spread.FragmentName.Name.StringValue, depth, ref aliases);
                    break;
            }
        }

        _mostAliases = Math.Max(_mostAliases, aliases);
    }

    private void Count(GraphQLField field, int depth, ref int aliases)
    {
        _rootFields += depth == 1 ? 1 : 0;
        aliases += field.Alias is null ? 0 : 1;
        var below = 0;
        Count(field.SelectionSet, depth + 1, ref below);
    }

    private void Count(string fragment, int depth, ref int aliases)
    {
        if (!_fragments.TryGetValue(fragment, out var definition))
        {
            throw new GraphQlException($"Unknown fragment \"{fragment}\".");
        }

        if (!_open.Add(fragment))
        {
            throw new GraphQlException($"Cannot spread fragment \"{fragment}\" within itself.");
        }

        Count(definition.SelectionSet, depth, ref aliases);
        _open.Remove(fragment);
    }
}
