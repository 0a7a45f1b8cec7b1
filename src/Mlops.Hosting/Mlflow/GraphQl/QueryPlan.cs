using System.Text.Json;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>An operation whose every field is known to the schema: nothing runs before that is certain.</summary>
internal sealed class QueryPlan
{
    private static readonly ParserOptions Options = new() { Ignore = IgnoreOptions.Comments | IgnoreOptions.Locations, MaxDepth = 64 };
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments;

    private QueryPlan(GraphQLDocument document, GraphQLOperationDefinition operation, JsonElement variables)
    {
        _fragments = QueryLimits.Fragments(document);
        Variables = new QueryVariables(operation, variables);
        CheckDirectives(operation.Directives, "component");
        var root = new SelectedField("", "", null, new GraphQLField(new GraphQLName("")));
        Roots = operation.Operation switch
        {
            OperationType.Query => GraphQlSchema.Query,
            OperationType.Mutation => GraphQlSchema.Mutation,
            _ => throw new GraphQlException("Schema is not configured for subscriptions."),
        };
        RootName = operation.Operation == OperationType.Query ? "Query" : "Mutation";
        Select(root, null, operation.SelectionSet);
        Fields = root.Children;
    }

    public QueryVariables Variables { get; }

    public IReadOnlyList<SelectedField> Fields { get; }

    public IReadOnlyDictionary<string, RootField> Roots { get; }

    public string RootName { get; }

    /// <summary>Parses and checks a query.</summary>
    /// <exception cref="GraphQlException">It is too large, is no query, or asks for what the schema does not have.</exception>
    public static QueryPlan Of(string query, string? operationName, JsonElement variables)
    {
        if (query.Length > QueryLimits.MaxLength)
        {
            throw new GraphQlException($"Query exceeds maximum length of {QueryLimits.MaxLength} characters");
        }

        GraphQLDocument document;
        try
        {
            document = Parser.Parse(query, Options);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw new GraphQlException("Query exceeds maximum depth of 10");
        }
        catch (GraphQLParserException error)
        {
            throw new GraphQlException("Syntax Error: " + error.Description);
        }

        QueryLimits.Check(document);
        return new QueryPlan(document, Choose(document, operationName), variables);
    }

    private static GraphQLOperationDefinition Choose(GraphQLDocument document, string? name)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToArray();
        if (!string.IsNullOrEmpty(name))
        {
            return operations.FirstOrDefault(operation => operation.Name?.StringValue == name)
                ?? throw new GraphQlException("Unknown operation name.");
        }

        return operations.Length switch
        {
            0 => throw new GraphQlException("Must provide an operation."),
            1 => operations[0],
            _ => throw new GraphQlException("Must provide operation name if query contains multiple operations."),
        };
    }

    private static void CheckDirectives(GraphQLDirectives? directives, params ReadOnlySpan<string> known)
    {
        foreach (var directive in directives?.Items ?? [])
        {
            if (!known.Contains(directive.Name.StringValue))
            {
                throw new GraphQlException($"Unknown directive \"@{directive.Name.StringValue}\".");
            }
        }
    }

    private void Select(SelectedField parent, ObjectType? type, GraphQLSelectionSet set)
    {
        foreach (var selection in set.Selections)
        {
            if (!IsIncluded(selection))
            {
                continue;
            }

            switch (selection)
            {
                case GraphQLField field:
                    Select(parent, type, field);
                    break;
                case GraphQLInlineFragment inline:
                    CheckType(inline.TypeCondition, type);
                    Select(parent, type, inline.SelectionSet);
                    break;
                case GraphQLFragmentSpread spread:
                    var fragment = _fragments[spread.FragmentName.Name.StringValue];
                    CheckType(fragment.TypeCondition, type);
                    Select(parent, type, fragment.SelectionSet);
                    break;
            }
        }
    }

    private void Select(SelectedField parent, ObjectType? type, GraphQLField node)
    {
        var name = node.Name.StringValue;
        var key = node.Alias?.Name.StringValue ?? name;
        var output = type?.Find(name);
        var below = type is null ? Roots.GetValueOrDefault(name)?.Type : output?.Type;
        if (type is null ? below is null && name != "__typename" : output is null)
        {
            throw new GraphQlException($"Cannot query field \"{name}\" on type \"{type?.Name ?? RootName}\".");
        }

        if (type is not null && node.Arguments is { Count: > 0 })
        {
            throw new GraphQlException($"Unknown argument on field \"{type.Name}.{name}\".");
        }

        if (below is null != node.SelectionSet is null)
        {
            throw new GraphQlException(below is null
                ? $"Field \"{name}\" must not have a selection since it has no subfields."
                : $"Field \"{name}\" of type \"{below.Name}\" must have a selection of subfields.");
        }

        var selected = parent.Children.Find(child => child.Key == key);
        if (selected is null)
        {
            parent.Children.Add(selected = new SelectedField(key, name, output, node));
        }
        else if (selected.Name != name || (type is null && node.Arguments is { Count: > 0 }))
        {
            throw new GraphQlException($"Fields \"{key}\" conflict. Use different aliases on the fields to fetch both if this was intentional.");
        }

        if (below is not null)
        {
            Select(selected, below, node.SelectionSet!);
        }
    }

    private void CheckType(GraphQLTypeCondition? condition, ObjectType? type)
    {
        if (condition is not null && condition.Type.Name.StringValue != (type?.Name ?? RootName))
        {
            throw new GraphQlException(
                $"Fragment cannot be spread here as objects of type \"{type?.Name ?? RootName}\" can never be of type \"{condition.Type.Name.StringValue}\".");
        }
    }

    private bool IsIncluded(ASTNode selection)
    {
        var directives = (selection as IHasDirectivesNode)?.Directives;
        CheckDirectives(directives, "skip", "include");
        foreach (var directive in directives?.Items ?? [])
        {
            var name = directive.Name.StringValue;
            var condition = directive.Arguments is { Count: 1 } arguments && arguments.Items[0].Name.StringValue == "if" ? Flag(arguments.Items[0].Value) : null;
            if (condition is null)
            {
                throw new GraphQlException($"Directive \"@{name}\" needs the argument \"if\" of type \"Boolean!\".");
            }

            if (condition == (name == "skip"))
            {
                return false;
            }
        }

        return true;
    }

    private bool? Flag(GraphQLValue? value) => value switch
    {
        GraphQLBooleanValue flag => flag.BoolValue,
        GraphQLVariable variable => Variables.Find(variable.Name.StringValue, out var otherwise) is { } given
            ? given.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
            : otherwise is GraphQLBooleanValue flag ? flag.BoolValue : null,
        _ => null,
    };
}
