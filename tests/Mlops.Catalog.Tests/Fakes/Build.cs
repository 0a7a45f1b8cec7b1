using System.Text.Json;
using Mlops.Catalog.Items;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Registry;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Fakes;

/// <summary>Builds the items of a made-up project.</summary>
internal static class Build
{
    public static readonly DateTimeOffset Created = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly DateTimeOffset Updated = new(2024, 6, 7, 8, 9, 10, TimeSpan.Zero);

    public static Project Project(params string[] files) => new()
    {
        Path = "group/sub/thing",
        Name = "thing",
        Topics = ["sharinghub:aimodel"],
        Description = "A short word on it.",
        CreatedAt = Created,
        UpdatedAt = Updated,
        ChangeKey = "k1",
        Files = [.. files.Select(path => new ProjectFile(path, 42))],
    };

    public static BuiltItems Items(string? readme, Project? project = null, CatalogModelVersion[]? models = null, params string[] known) =>
        new ItemBuilder(new CatalogOptions()).Build(project ?? Project("README.md"), readme, models ?? [], known.Contains);

    public static StacItem Item(string? readme, Project? project = null, CatalogModelVersion[]? models = null, params string[] known) =>
        Assert.Single(Items(readme, project, models, known).Items);

    /// <summary>An item of a README that has only this front matter.</summary>
    public static StacItem Front(string yaml, Project? project = null, CatalogModelVersion[]? models = null) =>
        Item($"---\n{yaml}\n---\n", project, models);

    public static string? Text(this StacItem item, string property) =>
        item.Properties.Extra!.TryGetValue(property, out var value) ? value.ToString() : null;

    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
