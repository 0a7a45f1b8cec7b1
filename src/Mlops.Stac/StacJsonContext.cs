using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>
/// Source-generated JSON metadata of the STAC types: snake_case names, absent rather than null except where STAC asks for null.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StacCatalog))]
[JsonSerializable(typeof(StacCollection))]
[JsonSerializable(typeof(StacCollections))]
[JsonSerializable(typeof(StacConformance))]
[JsonSerializable(typeof(StacItem))]
[JsonSerializable(typeof(StacItemCollection))]
[JsonSerializable(typeof(StacAsset))]
[JsonSerializable(typeof(StacLink))]
[JsonSerializable(typeof(StacProvider))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
public sealed partial class StacJsonContext : JsonSerializerContext;
