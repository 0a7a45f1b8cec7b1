using GraphQLParser.AST;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>A field that a query asks for, fragments written out.</summary>
/// <param name="key">The name it has in the answer.</param>
/// <param name="name">The name it has in the schema.</param>
/// <param name="output">What it is; null for a field of the root.</param>
/// <param name="node">Where the query asks for it.</param>
internal sealed class SelectedField(string key, string name, OutputField? output, GraphQLField node)
{
    public string Key => key;

    public string Name => name;

    public OutputField? Field => output;

    public GraphQLField Node => node;

    public List<SelectedField> Children { get; } = [];

    /// <summary>Whether the query asks for a field by this path.</summary>
    public bool Selects(params ReadOnlySpan<string> path)
    {
        foreach (var child in Children)
        {
            if (child.Name == path[0] && (path.Length == 1 || child.Selects(path[1..])))
            {
                return true;
            }
        }

        return false;
    }
}
