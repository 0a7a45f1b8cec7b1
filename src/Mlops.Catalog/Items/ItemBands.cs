using System.Text.Json;
using System.Text.Json.Nodes;
using Mlops.Catalog.Stac;

namespace Mlops.Catalog.Items;

/// <summary>
/// Bands: MLM wants the bands that inputs and outputs name described in the item, and STAC 1.1 takes <c>bands</c> in properties only
/// where some asset has them.
/// </summary>
internal static class ItemBands
{
    private static readonly string[] s_tensors = ["mlm:input", "mlm:output"];

    public static IReadOnlyDictionary<string, StacAsset> Place(Dictionary<string, JsonElement> properties, Dictionary<string, StacAsset> assets, bool hasModel)
    {
        if (!properties.ContainsKey("bands") && Named(properties) is { Count: > 0 } names)
        {
            properties["bands"] = JsonValues.Of(new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name })]));
        }

        if (!properties.TryGetValue("bands", out var bands))
        {
            return assets;
        }

        var bearers = assets.Where(pair => hasModel ? ItemAssets.IsModel(pair.Value) : pair.Value.Roles?.Contains("data") == true).ToList();
        if (bearers.Count == 0)
        {
            properties.Remove("bands");
            return assets;
        }

        foreach (var (key, asset) in bearers)
        {
            assets[key] = asset with { Extra = new(asset.Extra ?? []) { ["bands"] = bands } };
        }

        return assets;
    }

    private static List<string> Named(Dictionary<string, JsonElement> properties) =>
    [
        .. s_tensors
            .Where(properties.ContainsKey)
            .SelectMany(property => properties[property].EnumerateArray())
            .Select(tensor => JsonValues.Member(tensor, "bands"))
            .Where(bands => bands is { ValueKind: JsonValueKind.Array })
            .SelectMany(bands => bands!.Value.EnumerateArray())
            .Select(band => band.ValueKind == JsonValueKind.String ? band.GetString()! : band.GetProperty("name").GetString()!)
            .Distinct(),
    ];
}
