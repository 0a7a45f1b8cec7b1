using Mlops.Catalog.Items;

namespace Mlops.Catalog.Categories;

/// <summary>A kind of project, chosen by a topic; a STAC collection. A project may be in several.</summary>
public sealed record Category
{
    /// <summary>The collection's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The description, never empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The topic of its projects, compared without case.</summary>
    public string Topic { get; init; } = "";

    /// <summary>A picture's URL, or null.</summary>
    public string? Logo { get; init; }

    /// <summary>A small picture's URL, or null.</summary>
    public string? Icon { get; init; }

    /// <summary>
    /// Switches (<c>mlflow</c>, <c>store-s3</c> …); items carry them as <c>sharinghub:{name}</c> with <c>enable</c> or <c>disable</c>.
    /// </summary>
    public IReadOnlyDictionary<string, bool> Features { get; init; } = new Dictionary<string, bool>();

    /// <summary>Files that every project of the category shares as assets.</summary>
    public IReadOnlyList<AssetRule> Assets { get; init; } = [];

    /// <summary>The categories of a catalog that configures none: models, datasets, processors, tools, dashboards.</summary>
    public static IReadOnlyList<Category> Defaults { get; } =
    [
        new()
        {
            Id = "ai-model",
            Title = "AI models",
            Description = "Machine learning models with their code, training runs and registered versions.",
            Topic = "sharinghub:aimodel",
            Features = new Dictionary<string, bool> { ["mlflow"] = true },
            Assets = [.. MediaTypes.ModelGlobs.Select(glob => new AssetRule { Glob = glob })],
        },
        new()
        {
            Id = "dataset",
            Title = "Datasets",
            Description = "Data for training and evaluation, versioned with their code.",
            Topic = "sharinghub:dataset",
            Features = new Dictionary<string, bool> { ["store-s3"] = true },
            Assets = [new() { Glob = "*.csv" }, new() { Glob = "*.dvc" }],
        },
        new()
        {
            Id = "processor",
            Title = "Processors",
            Description = "Programs that make data from data.",
            Topic = "sharinghub:processor",
        },
        new()
        {
            Id = "tools",
            Title = "Tools",
            Description = "Libraries and programs that help with data and models.",
            Topic = "sharinghub:tools",
        },
        new()
        {
            Id = "dashboard",
            Title = "Dashboards",
            Description = "Applications that show data and models.",
            Topic = "sharinghub:space",
        },
    ];
}
