namespace Mlops.Catalog.Extensions;

/// <summary>An extension of STAC in one version, as far as items of this catalog use it.</summary>
/// <param name="Name">Its name in the URL of its schema, e.g. <c>projection</c>.</param>
/// <param name="Version">Its version, e.g. <c>v2.0.0</c>.</param>
/// <param name="Prefix">What its fields begin with, colon included; empty where its fields have none.</param>
/// <param name="Fields">The fields that it knows, by full name.</param>
internal sealed record StacExtension(string Name, string Version, string Prefix, IReadOnlyDictionary<string, Shape> Fields)
{
    /// <summary>The address of its schema, by which items declare it.</summary>
    public string Url => $"https://stac-extensions.github.io/{Name}/{Version}/schema.json";

    /// <summary>Fields that an item which declares the extension must have.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Whether an item which declares the extension must have one of its fields.</summary>
    public bool RequiresAny { get; init; }

    /// <summary>Fields that stand in assets only, or in properties only where assets have them too.</summary>
    public IReadOnlyList<string> AssetFields { get; init; } = [];

    /// <summary>Fields of members of <c>bands</c>, by full name.</summary>
    public IReadOnlyDictionary<string, Shape> BandFields { get; init; } = new Dictionary<string, Shape>();

    /// <summary>Fields that its links may have.</summary>
    public IReadOnlyDictionary<string, Shape> LinkFields { get; init; } = new Dictionary<string, Shape>();

    /// <summary>A rule among several fields: the name of the field to leave out, and why; null where the rule holds.</summary>
    public Func<IReadOnlyDictionary<string, System.Text.Json.JsonElement>, (string Field, string Reason)?>? Rule { get; init; }

    /// <summary>Whether a field is one of the extension's, known or not.</summary>
    public bool Owns(string field) => Prefix.Length > 0 ? field.StartsWith(Prefix, StringComparison.Ordinal) : Fields.ContainsKey(field);
}
