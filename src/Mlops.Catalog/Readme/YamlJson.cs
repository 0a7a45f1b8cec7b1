using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mlops.Catalog.Readme;

/// <summary>
/// Reads a YAML document as JSON, within <see cref="YamlLimits"/>. Tags never make types; dates stay text. A merge key (<c>&lt;&lt;</c>)
/// gives a mapping the entries of others that it does not have itself; a key that stands twice in a mapping is left out.
/// </summary>
internal sealed class YamlJson
{
    private readonly List<ParsingEvent> _events = [];
    private readonly Dictionary<int, int> _targets = [];
    private readonly HashSet<int> _open = [];
    private readonly Dictionary<int, int> _ends = [];
    private readonly List<string> _path = [];
    private readonly Utf8JsonWriter _writer;
    private readonly MetadataWarnings? _warnings;
    private int _nodes;
    private long _characters;

    private YamlJson(Utf8JsonWriter writer, MetadataWarnings? warnings)
    {
        _writer = writer;
        _warnings = warnings;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="yaml">The text; what follows its first document is passed over.</param>
    /// <param name="warnings">Takes keys that are left out, and values that readers of YAML 1.1 and 1.2 take for different things.</param>
    /// <exception cref="FormatException">The text is not YAML, has no JSON equivalent, or exceeds a limit.</exception>
    public static JsonElement Read(string yaml, MetadataWarnings? warnings = null)
    {
        if (yaml.Length > YamlLimits.Characters)
        {
            throw new FormatException($"is longer than {YamlLimits.Characters} characters");
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            try
            {
                new YamlJson(writer, warnings).Convert(yaml);
            }
            catch (YamlException error)
            {
                throw new FormatException($"is not YAML (line {error.Start.Line})", error);
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
            {
                // The scanner does not guard every escape and number that it converts.
                throw new FormatException("is not YAML", error);
            }
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.Clone();
    }

    private void Convert(string yaml)
    {
        Load(yaml);
        if (_events.Count == 0)
        {
            _writer.WriteNullValue();
            return;
        }

        Node(0, 0);
    }

    // Events are kept first so that an alias can be written out from its anchor's place.
    private void Load(string yaml)
    {
        var parser = new Parser(new Scanner(new StringReader(yaml), skipComments: true));
        var anchors = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<int>();
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            switch (current)
            {
                case StreamStart or StreamEnd or DocumentStart or Comment:
                    continue;
                case DocumentEnd:
                    return;
                case MappingStart or SequenceStart:
                    open.Push(_events.Count);
                    if (open.Count > YamlLimits.Depth)
                    {
                        throw new FormatException($"is nested deeper than {YamlLimits.Depth}");
                    }

                    break;
                case MappingEnd or SequenceEnd:
                    _ends[open.Pop()] = _events.Count;
                    break;
            }

            if (current is AnchorAlias alias)
            {
                _targets[_events.Count] = anchors.TryGetValue(alias.Value.Value, out var target)
                    ? target
                    : throw new FormatException("has an alias to nothing");
            }
            else if (current is NodeEvent { Anchor.IsEmpty: false } node)
            {
                anchors[node.Anchor.Value] = _events.Count;
            }

            _events.Add(current);
            if (_events.Count > 2 * YamlLimits.Nodes)
            {
                throw new FormatException($"has more than {YamlLimits.Nodes} nodes");
            }
        }
    }

    /// <summary>Writes the node at an event and answers the index after it.</summary>
    private int Node(int at, int depth)
    {
        if (++_nodes > YamlLimits.Nodes)
        {
            throw new FormatException($"has more than {YamlLimits.Nodes} nodes, aliases written out");
        }

        if (depth > YamlLimits.Depth)
        {
            throw new FormatException($"is nested deeper than {YamlLimits.Depth}, aliases written out");
        }

        switch (_events[at])
        {
            case Scalar scalar:
                Count(scalar.Value);
                if (_warnings is not null && YamlScalar.Disagreement(scalar) is { } reason)
                {
                    _warnings.Add(Path, reason);
                }

                YamlScalar.Write(_writer, scalar);
                return at + 1;
            case AnchorAlias when _open.Contains(_targets[at]):
                throw new FormatException("has an alias inside of what it stands for");
            case AnchorAlias:
                Node(_targets[at], depth);
                return at + 1;
            case SequenceStart:
                return Sequence(at, depth);
            case MappingStart:
                return Mapping(at, depth);
            default:
                throw new FormatException("is not a YAML document");
        }
    }

    private string Path => string.Concat(_path) is { Length: > 0 } path ? path.TrimStart('.') : "README.md";

    private int Sequence(int at, int depth)
    {
        _open.Add(at);
        _writer.WriteStartArray();
        var next = at + 1;
        for (var index = 0; _events[next] is not SequenceEnd; index++)
        {
            _path.Add($"[{index}]");
            next = Node(next, depth + 1);
            _path.RemoveAt(_path.Count - 1);
        }

        _writer.WriteEndArray();
        _open.Remove(at);
        return next + 1;
    }

    private int Mapping(int at, int depth)
    {
        _open.Add(at);
        _writer.WriteStartObject();
        foreach (var (name, value) in Entries(at, depth))
        {
            _path.Add($".{name}");
            _writer.WritePropertyName(name);
            Node(value, depth + 1);
            _path.RemoveAt(_path.Count - 1);
        }

        _writer.WriteEndObject();
        _open.Remove(at);
        return _ends[at] + 1;
    }

    /// <summary>The entries that count, each with the event of its value: the mapping's own, then those merged into it.</summary>
    private List<(string Name, int Value)> Entries(int at, int depth)
    {
        if (depth > YamlLimits.Depth)
        {
            throw new FormatException($"is nested deeper than {YamlLimits.Depth}, merged mappings counted");
        }

        var own = new List<(string Name, int Value)>();
        var merged = new List<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        for (var next = at + 1; _events[next] is not MappingEnd; next = After(next + 1))
        {
            if (_events[next] is not Scalar key)
            {
                throw new FormatException("has a key that is not plain text");
            }

            Count(key.Value);
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merged.Add(next + 1);
                continue;
            }

            var name = YamlScalar.Clean(key.Value);
            own.Add((name, next + 1));
            if (_warnings is not null && YamlScalar.Disagreement(key) is { } reason)
            {
                _warnings.Add(string.Concat([.. _path, $".{name}"]).TrimStart('.'), reason);
            }

            if (!seen.Add(name) && repeated.Add(name))
            {
                _warnings?.Add(string.Concat([.. _path, $".{name}"]).TrimStart('.'), $"is a key that stands twice (line {key.Start.Line}), so that none of its values counts");
            }
        }

        own.RemoveAll(entry => repeated.Contains(entry.Name));
        foreach (var (name, value) in merged.SelectMany(source => Merged(source, depth)))
        {
            if (seen.Add(name))
            {
                own.Add((name, value));
            }
        }

        return own;
    }

    /// <summary>
    /// What a merge key gives: the entries of a mapping, or of a list of mappings, of which the first that has a key counts.
    /// </summary>
    private List<(string Name, int Value)> Merged(int at, int depth)
    {
        if (++_nodes > YamlLimits.Nodes)
        {
            throw new FormatException($"has more than {YamlLimits.Nodes} nodes, merged ones counted");
        }

        var source = _events[at] is AnchorAlias ? _targets[at] : at;
        if (_open.Contains(source))
        {
            throw new FormatException("has an alias inside of what it stands for");
        }

        _open.Add(source);
        var entries = new List<(string Name, int Value)>();
        switch (_events[source])
        {
            case MappingStart:
                entries.AddRange(Entries(source, depth + 1));
                break;
            case SequenceStart:
                for (var next = source + 1; _events[next] is not SequenceEnd; next = After(next))
                {
                    entries.AddRange(Merged(next, depth + 1));
                }

                break;
            default:
                _warnings?.Add(Path, "has a merge key (<<) whose value is no mapping");
                break;
        }

        _open.Remove(source);
        _nodes += entries.Count;
        return entries;
    }

    /// <summary>The event after a node.</summary>
    private int After(int at) => _ends.TryGetValue(at, out var end) ? end + 1 : at + 1;

    private void Count(string text)
    {
        _characters += text.Length;
        if (_characters > YamlLimits.ScalarCharacters)
        {
            throw new FormatException($"has more than {YamlLimits.ScalarCharacters} characters, aliases written out");
        }
    }
}
