using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mlops.Tracking.Json;

/// <summary>The protocol's JSON: snake_case names, no nulls, no empty lists, int64 as numbers (MLflow's proto JSON mapping).</summary>
public static class TrackingJson
{
    /// <summary>Options with source-generated metadata for every message of this package.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>The metadata of a message type.</summary>
    /// <typeparam name="T">A message of this package.</typeparam>
    /// <returns>Its metadata; throws <see cref="NotSupportedException"/> for a foreign type.</returns>
    public static JsonTypeInfo<T> TypeInfo<T>() => Cache<T>.Info;

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(TrackingJsonContext.Default.Options)
        {
            TypeInfoResolver = TrackingJsonContext.Default.WithAddedModifier(LeaveOutEmptyLists),
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Leaves out empty lists, but those that say when they are ignored (<see cref="JsonIgnoreAttribute"/>).</summary>
    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType != typeof(string)
                && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
                && property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) != true)
            {
                property.ShouldSerialize = static (_, value) => value switch
                {
                    null => false,
                    ICollection list => list.Count > 0,
                    IEnumerable other => other.GetEnumerator().MoveNext(),
                    _ => true,
                };
            }
        }
    }

    private static class Cache<T>
    {
        public static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
    }
}
