using System.Text.Json;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>A type of the schema: its fields, and how each is written.</summary>
internal abstract class ObjectType(string name)
{
    private readonly Dictionary<string, OutputField> _fields = new(StringComparer.Ordinal)
    {
        ["__typename"] = new OutputField(null, (writer, _, _) => writer.WriteStringValue(name)),
    };

    public string Name => name;

    public OutputField? Find(string field) => _fields.GetValueOrDefault(field);

    /// <summary>Writes the fields that were asked for.</summary>
    public static void Write(Utf8JsonWriter writer, object source, SelectedField selected)
    {
        writer.WriteStartObject();
        foreach (var child in selected.Children)
        {
            writer.WritePropertyName(child.Key);
            child.Field!.Write(writer, source, child);
        }

        writer.WriteEndObject();
    }

    protected void Add(string field, OutputField output) => _fields.Add(field, output);
}

/// <summary>A field of a type: the type of what it holds, or null for a leaf.</summary>
internal sealed record OutputField(ObjectType? Type, Action<Utf8JsonWriter, object, SelectedField> Write);

/// <summary>A type whose fields are read from a record.</summary>
internal sealed class ObjectType<T>(string name) : ObjectType(name)
    where T : class
{
    public ObjectType<T> Text(string field, Func<T, string?> read) =>
        Leaf(field, (writer, source) => writer.WriteStringValue(read(source)));

    /// <summary>A 64-bit integer as text (<c>LongString</c>), since a browser's numbers are too short for it.</summary>
    public ObjectType<T> Long(string field, Func<T, long> read) =>
        Leaf(field, (writer, source) => writer.WriteStringValue(read(source).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>A number; what JSON has no number for is null.</summary>
    public ObjectType<T> Float(string field, Func<T, double> read) => Leaf(field, (writer, source) =>
    {
        if (read(source) is var value && double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    });

    public ObjectType<T> Flag(string field, Func<T, bool> read) => Leaf(field, (writer, source) => writer.WriteBooleanValue(read(source)));

    public ObjectType<T> Texts(string field, Func<T, IReadOnlyList<string>> read) => Leaf(field, (writer, source) =>
    {
        writer.WriteStartArray();
        foreach (var text in read(source))
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    });

    /// <summary>A field that this server never has a value for.</summary>
    public ObjectType<T> Nothing(string field, ObjectType? type = null)
    {
        Add(field, new OutputField(type, static (writer, _, _) => writer.WriteNullValue()));
        return this;
    }

    public ObjectType<T> Object<TChild>(string field, ObjectType<TChild> type, Func<T, TChild?> read)
        where TChild : class
    {
        Add(field, new OutputField(type, (writer, source, selected) => WriteOrNull(writer, read((T)source), selected)));
        return this;
    }

    public ObjectType<T> List<TChild>(string field, ObjectType<TChild> type, Func<T, IEnumerable<TChild>?> read)
        where TChild : class
    {
        Add(field, new OutputField(type, (writer, source, selected) =>
        {
            if (read((T)source) is not { } items)
            {
                writer.WriteNullValue();
                return;
            }

            writer.WriteStartArray();
            foreach (var item in items)
            {
                Write(writer, item, selected);
            }

            writer.WriteEndArray();
        }));
        return this;
    }

    private static void WriteOrNull(Utf8JsonWriter writer, object? value, SelectedField selected)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            Write(writer, value, selected);
        }
    }

    private ObjectType<T> Leaf(string field, Action<Utf8JsonWriter, T> write)
    {
        Add(field, new OutputField(null, (writer, source, _) => write(writer, (T)source)));
        return this;
    }
}
