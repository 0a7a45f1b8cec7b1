using System.Text.Json;
using System.Text.Json.Nodes;
using Mlops.Catalog.Readme;
using Mlops.Stac;

namespace Mlops.Catalog.Items;

/// <summary>
/// Bands: MLM wants the bands that inputs and outputs name described in the item; <c>bands</c> of STAC 1.1 and <c>eo:bands</c> may stand in
/// properties only where some asset has them too, <c>raster:bands</c> in assets only.
/// </summary>
internal static class ItemBands
{
    private static readonly string[] s_tensors = ["mlm:input", "mlm:output"];
    private static readonly string[] s_fields = ["bands", "eo:bands", "raster:bands"];

    public static IReadOnlyDictionary<string, StacAsset> Place(
        Dictionary<string, JsonElement> properties, Dictionary<string, StacAsset> assets, bool hasModel, MetadataWarnings warnings)
    {
        var isNamed = false;
        if (!properties.ContainsKey("bands") && Named(properties) is { Count: > 0 } names)
        {
            properties["bands"] = JsonValues.Of(new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name })]));
            isNamed = true;
        }

        var bearers = assets.Where(pair => hasModel ? ItemAssets.IsModel(pair.Value) : pair.Value.Roles?.Contains("data") == true).ToList();
        foreach (var field in s_fields.Where(properties.ContainsKey))
        {
            foreach (var (key, _) in bearers)
            {
                assets[key] = assets[key] with { Extra = new(assets[key].Extra ?? []) { [field] = properties[field] } };
            }

            if (bearers.Count == 0 && !isNamed)
            {
                warnings.Add(field, "describes bands, but the item has no asset with the role data or mlm:model that they could be of");
            }

            if (bearers.Count == 0 || field == "raster:bands")
            {
                properties.Remove(field);
            }
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
