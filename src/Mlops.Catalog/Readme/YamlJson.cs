using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mlops.Catalog.Readme;

/// <summary>
/// Reads a YAML document as JSON, within <see cref="YamlLimits"/>. Tags never make types; dates stay text; a merge key is an ordinary key.
/// </summary>
internal sealed class YamlJson
{
    private readonly List<ParsingEvent> _events = [];
    private readonly Dictionary<int, int> _targets = [];
    private readonly HashSet<int> _open = [];
    private readonly Utf8JsonWriter _writer;
    private int _nodes;
    private long _characters;

    private YamlJson(Utf8JsonWriter writer) => _writer = writer;

    /// <exception cref="FormatException">The text is not YAML, has no JSON equivalent, or exceeds a limit.</exception>
    public static JsonElement Read(string yaml)
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
                new YamlJson(writer).Convert(yaml);
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
        var depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            switch (current)
            {
                case StreamStart or StreamEnd or DocumentStart or Comment:
                    continue;
                case DocumentEnd:
                    return;
                case MappingStart or SequenceStart when ++depth > YamlLimits.Depth:
                    throw new FormatException($"is nested deeper than {YamlLimits.Depth}");
                case MappingEnd or SequenceEnd:
                    depth--;
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

    private int Sequence(int at, int depth)
    {
        _open.Add(at);
        _writer.WriteStartArray();
        var next = at + 1;
        while (_events[next] is not SequenceEnd)
        {
            next = Node(next, depth + 1);
        }

        _writer.WriteEndArray();
        _open.Remove(at);
        return next + 1;
    }

    private int Mapping(int at, int depth)
    {
        _open.Add(at);
        _writer.WriteStartObject();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var next = at + 1;
        while (_events[next] is not MappingEnd)
        {
            if (_events[next] is not Scalar key)
            {
                throw new FormatException("has a key that is not plain text");
            }

            Count(key.Value);
            if (!keys.Add(key.Value))
            {
                throw new FormatException($"has a key twice (line {key.Start.Line})");
            }

            _writer.WritePropertyName(YamlScalar.Clean(key.Value));
            next = Node(next + 1, depth + 1);
        }

        _writer.WriteEndObject();
        _open.Remove(at);
        return next + 1;
    }

    private void Count(string text)
    {
        _characters += text.Length;
        if (_characters > YamlLimits.ScalarCharacters)
        {
            throw new FormatException($"has more than {YamlLimits.ScalarCharacters} characters, aliases written out");
        }
    }
}
