using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mlops.Catalog.Items;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Mlm;

/// <summary>A graph's inputs and outputs as <c>mlm:input</c> and <c>mlm:output</c>.</summary>
internal static partial class GraphTensors
{
    private static readonly string[] s_letters = [.. Enumerable.Range('a', 26).Select(letter => $"dim-{(char)letter}")];

    public static JsonElement Inputs(IReadOnlyList<CatalogTensor> tensors) =>
        JsonValues.Of(new JsonArray([.. tensors.Select(tensor => new JsonObject { ["name"] = Name(tensor), ["input"] = Structure(tensor) })]));

    public static JsonElement Outputs(IReadOnlyList<CatalogTensor> tensors, IReadOnlyList<string> tasks) =>
        JsonValues.Of(new JsonArray(
        [
            .. tensors.Select(tensor => new JsonObject
            {
                ["name"] = Name(tensor),
                ["tasks"] = new JsonArray([.. tasks.Select(task => JsonValue.Create(task))]),
                ["result"] = Structure(tensor),
            }),
        ]));

    private static string Name(CatalogTensor tensor) => tensor.Name.Length == 0 ? "unnamed" : tensor.Name;

    private static JsonObject Structure(CatalogTensor tensor)
    {
        // The schema wants at least one dimension: a scalar has one of size 1, an unknown rank one of unknown size.
        var shape = tensor.Shape switch
        {
            null => [new CatalogDimension(null, "unknown")],
            [] => [new CatalogDimension(1, "value")],
            var known => known,
        };
        return new()
        {
            ["shape"] = new JsonArray([.. shape.Select(dimension => JsonValue.Create(dimension.Size is { } size and >= 0 ? size : -1))]),
            ["dim_order"] = new JsonArray([.. Order(shape).Select(name => JsonValue.Create(name))]),
            ["data_type"] = CommonMetadata.IsDataType(JsonValues.Of(tensor.DataType)) ? tensor.DataType : "other",
        };
    }

    /// <summary>Names for dimensions: the graph's own where it has any, else what the rank suggests, else letters; each once.</summary>
    private static List<string> Order(IReadOnlyList<CatalogDimension> shape)
    {
        var usual = Usual(shape);
        var names = new List<string>(shape.Count);
        for (var axis = 0; axis < shape.Count; axis++)
        {
            var candidates = new[] { Own(shape[axis].Name), usual?[axis] }.OfType<string>().Concat(s_letters.Skip(axis));
            names.Add(candidates.FirstOrDefault(name => !names.Contains(name)) ?? $"dim-{new string('z', axis)}");
        }

        return names;
    }

    private static string? Own(string? name)
    {
        var text = Unfit().Replace((name ?? "").ToLowerInvariant().Replace(' ', '_'), "").Trim('_', '-');
        return text switch
        {
            // Exporters number the dimensions that they have no name for.
            "" or "unk" or "dim" or "dynamic" or "s" or "d" or "axes" or "axis" => null,
            "batch_size" or "batchsize" or "n" or "bs" => "batch",
            "h" => "height",
            "w" => "width",
            "c" or "channels" => "channel",
            // The schema keeps these two for dimensions whose members are listed by name.
            "bands" => "channel",
            "variables" => "variable",
            _ when text.Length > 64 || text.StartsWith("unk_", StringComparison.Ordinal) => null,
            _ => text,
        };
    }

    private static string[]? Usual(IReadOnlyList<CatalogDimension> shape) => shape.Count switch
    {
        // A few channels at the end and more than a few before: channels last, as TensorFlow has it.
        4 when shape[3].Size is 1 or 3 or 4 && shape[1].Size is null or > 4 => ["batch", "height", "width", "channel"],
        4 => ["batch", "channel", "height", "width"],
        5 => ["batch", "channel", "depth", "height", "width"],
        3 => ["batch", "time", "feature"],
        2 => ["batch", "feature"],
        1 => shape[0].Name == "value" ? ["value"] : shape[0].Size is null ? ["batch"] : ["feature"],
        _ => null,
    };

    [GeneratedRegex("[^a-z_-]+")]
    private static partial Regex Unfit();
}
