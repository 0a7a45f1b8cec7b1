using System.Text.Json.Serialization;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Refresh;

/// <summary>What change keys are hashed from.</summary>
[JsonSerializable(typeof(IReadOnlyList<Category>))]
[JsonSerializable(typeof(IReadOnlyList<CatalogModelVersion>))]
internal sealed partial class ItemKeyJson : JsonSerializerContext;
