using System.Text.Json;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Items;

/// <summary>What all items of a project are made of.</summary>
internal sealed record ItemDraft
{
    public required Project Project { get; init; }

    public required CatalogOptions Options { get; init; }

    public required ReadmeMetadata Readme { get; init; }

    public required ReadmeBody Body { get; init; }

    /// <summary>Registered versions, newest first.</summary>
    public required IReadOnlyList<CatalogModelVersion> Models { get; init; }

    public required RelatedItems Related { get; init; }

    public required MetadataWarnings Warnings { get; init; }

    /// <summary>The README's properties with prefixes written out.</summary>
    public required ReadmeProperties Properties { get; init; }

    /// <summary>The preview's address, resolved, or null.</summary>
    public string? Preview { get; init; }

    /// <summary>The licence and its page.</summary>
    public ItemLicense? License { get; init; }

    /// <summary>The file's path as the project spells it, compared without case, or null.</summary>
    public static string? FindFile(Project project, string path) =>
        project.Files.FirstOrDefault(file => string.Equals(file.Path, path, StringComparison.OrdinalIgnoreCase))?.Path;
}
