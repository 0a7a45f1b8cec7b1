namespace Mlops.Storage.Traces;

/// <summary>
/// The spans of one trace with their tokens and cost. Many frameworks repeat in a parent what its calls used (<c>orchestrate_tools</c> of
/// Microsoft.Extensions.AI, agents of pydantic-ai, agno and DSPy), so a parent that tells at least as much as the spans below it stands for
/// them; one that tells less made calls of its own, which count beside theirs.
/// </summary>
internal sealed class SpanTree
{
    // Costs are sums of fractions.
    private const double Tolerance = 1e-9;
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    /// <summary>Adds a span, or a number of one that is there.</summary>
    public void Add(string spanId, string? parentSpanId, string? key, double value)
    {
        if (!_nodes.TryGetValue(spanId, out var node))
        {
            _nodes.Add(spanId, node = new Node(parentSpanId));
        }

        if (key is not null)
        {
            (node.Own ??= new(StringComparer.Ordinal))[key] = value;
        }
    }

    /// <summary>The tokens and cost of the whole trace.</summary>
    public Dictionary<string, double> Sum()
    {
        var total = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var node in ChildrenFirst())
        {
            if (node.Total() is { } sum)
            {
                Add(node.Parent is null ? total : node.Parent.Below ??= new(StringComparer.Ordinal), sum);
            }
        }

        return total;
    }

    private static void Add(Dictionary<string, double> sums, Dictionary<string, double> more)
    {
        foreach (var (key, value) in more)
        {
            sums[key] = sums.GetValueOrDefault(key) + value;
        }
    }

    /// <summary>Every span after those below it. A span whose parent is unknown is a root, and so is one of a circle.</summary>
    private List<Node> ChildrenFirst()
    {
        var children = _nodes.Values.ToLookup(node => node.ParentSpanId is { } id ? _nodes.GetValueOrDefault(id) : null);
        var order = new List<Node>(_nodes.Count);
        var seen = new HashSet<Node>();
        foreach (var root in children[null].Concat(_nodes.Values))
        {
            var next = order.Count;
            if (seen.Add(root))
            {
                order.Add(root);
            }

            for (; next < order.Count; next++)
            {
                foreach (var child in children[order[next]].Where(seen.Add))
                {
                    child.Parent = order[next];
                    order.Add(child);
                }
            }
        }

        order.Reverse();
        return order;
    }

    private sealed class Node(string? parentSpanId)
    {
        public string? ParentSpanId => parentSpanId;

        public Node? Parent { get; set; }

        /// <summary>What the span itself tells.</summary>
        public Dictionary<string, double>? Own { get; set; }

        /// <summary>The sum of the spans below it.</summary>
        public Dictionary<string, double>? Below { get; set; }

        public Dictionary<string, double>? Total()
        {
            if (Own is null || Below is null)
            {
                return Own ?? Below;
            }

            var repeats = Own.All(pair => pair.Value >= Below.GetValueOrDefault(pair.Key) * (1 - Tolerance));
            foreach (var (key, value) in Own)
            {
                Below[key] = repeats ? value : value + Below.GetValueOrDefault(key);
            }

            return Below;
        }
    }
}
