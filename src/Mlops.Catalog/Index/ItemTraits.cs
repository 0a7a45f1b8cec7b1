using System.Text.Encodings.Web;
using System.Text.Json;
using Mlops.Stac;

namespace Mlops.Catalog.Index;

/// <summary>
/// What an item adds to the summary of its collection: keywords, providers, descriptions of assets, values of properties.
/// </summary>
public static class ItemTraits
{
    /// <summary>Keywords: plain text.</summary>
    public const string Keyword = "keyword";

    /// <summary>Providers: JSON of a <see cref="StacProvider"/>.</summary>
    public const string Provider = "provider";

    /// <summary>Assets: JSON of an object with the asset's <c>key</c>, <c>type</c>, <c>roles</c>.</summary>
    public const string Asset = "asset";

    /// <summary>Most values of a kind in a summary.</summary>
    public const int MaxOfAKind = 50;

    private const int MaxPerItem = 100;
    private const int MaxLength = 500;

    private static readonly StacJsonContext Json = new(new JsonSerializerOptions(StacJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The properties that collections summarise; each is a kind of its own, its values JSON texts or numbers.</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "license", "platform", "instruments", "constellation", "mission", "gsd", "mlm:framework", "mlm:architecture", "mlm:tasks",
    ];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Keyword, Provider, Asset, .. Properties];

    /// <summary>The traits of an item, each once. What is very long is left out.</summary>
    /// <param name="item">The item as built; hrefs follow <see cref="PublicRoot"/>.</param>
    /// <returns>Values by kind; kinds without values are absent.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(StacItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var traits = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Add(Keyword, item.Properties.Keywords ?? []);
        Add(Provider, (item.Properties.Providers ?? []).Select(provider => JsonSerializer.Serialize(provider, Json.StacProvider)));
        Add(Asset, item.Assets.Select(pair => Describe(pair.Key, pair.Value)));
        foreach (var name in Properties)
        {
            Add(name, name == "license" ? Text(item.Properties.License) : Values(item.Properties.Extra?.GetValueOrDefault(name)));
        }

        return traits;

        void Add(string kind, IEnumerable<string?> values)
        {
            List<string> kept = [.. values.OfType<string>().Where(value => value.Length is > 0 and <= MaxLength && !value.Contains('\0'))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxPerItem)];
            if (kept.Count > 0)
            {
                traits[kind] = kept;
            }
        }
    }

    // The schema of a collection wants two members of each description at least.
    private static string? Describe(string key, StacAsset asset) => asset is { Type: { } type, Roles: { Count: > 0 } roles }
        ? JsonSerializer.Serialize(
            new Dictionary<string, JsonElement>
            {
                ["key"] = JsonSerializer.SerializeToElement(key, Json.String),
                ["type"] = JsonSerializer.SerializeToElement(type, Json.String),
                ["roles"] = JsonSerializer.SerializeToElement(roles, Json.IReadOnlyListString),
            },
            Json.DictionaryStringJsonElement)
        : null;

    private static IEnumerable<string> Text(string? text) => text is null ? [] : [JsonSerializer.Serialize(text, Json.String)];

    private static IEnumerable<string> Values(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => Text(text.GetString()),
        { ValueKind: JsonValueKind.Number } number => [number.GetRawText()],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray()
            .Where(member => member.ValueKind is JsonValueKind.String or JsonValueKind.Number).SelectMany(member => Values(member)),
        _ => [],
    };
}
