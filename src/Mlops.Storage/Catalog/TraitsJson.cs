using System.Text.Json.Serialization;

namespace Mlops.Storage.Catalog;

/// <summary>How the traits of items are stored.</summary>
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>))]
internal sealed partial class TraitsJson : JsonSerializerContext;
