using System.Text.Json;
using GraphQLParser.AST;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>The variables of an operation: those it declares, with the values that the request or their defaults give.</summary>
internal sealed class QueryVariables
{
    private readonly Dictionary<string, GraphQLVariableDefinition> _declared = new(StringComparer.Ordinal);
    private readonly JsonElement _values;

    public QueryVariables(GraphQLOperationDefinition operation, JsonElement values)
    {
        _values = values;
        foreach (var variable in operation.Variables?.Items ?? [])
        {
            var name = variable.Variable.Name.StringValue;
            if (!_declared.TryAdd(name, variable))
            {
                throw new GraphQlException($"There can be only one variable named \"${name}\".");
            }

            if (variable.Type is GraphQLNonNullType && variable.DefaultValue is null && Given(name) is not { ValueKind: not JsonValueKind.Null })
            {
                throw new GraphQlException($"Variable \"${name}\" of a required type was not provided.");
            }
        }
    }

    /// <summary>The value that the request gives; null where it gives none.</summary>
    /// <exception cref="GraphQlException">The operation does not declare it.</exception>
    public JsonElement? Find(string name, out GraphQLValue? @default)
    {
        @default = _declared.TryGetValue(name, out var variable)
            ? variable.DefaultValue
            : throw new GraphQlException($"Variable \"${name}\" is not defined.");
        return Given(name);
    }

    private JsonElement? Given(string name) =>
        _values.ValueKind == JsonValueKind.Object && _values.TryGetProperty(name, out var value) ? value : null;
}
