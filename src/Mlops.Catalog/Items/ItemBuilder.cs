using System.Text.Json;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Mlm;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Catalog.Registry;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Items;

/// <summary>Makes STAC items of projects, valid by STAC 1.1 and by the extensions that they declare, whatever the README holds.</summary>
/// <param name="options">Names and categories.</param>
public sealed class ItemBuilder(CatalogOptions options)
{
    private static readonly string[] s_previewFiles = ["preview.png", "preview.jpg", "preview.jpeg"];

    /// <summary>The items of a project. Never fails on content: what cannot be used is passed over with a warning.</summary>
    /// <param name="project">The project.</param>
    /// <param name="readme">The README's text, or null.</param>
    /// <param name="models">Registered versions, newest first.</param>
    /// <param name="isProject">Whether a path is a project of this catalog.</param>
    public BuiltItems Build(Project project, string? readme, IReadOnlyList<CatalogModelVersion> models, Func<string, bool> isProject)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(isProject);
        var warnings = new MetadataWarnings();
        var text = ReadmeText.Split(readme ?? "");
        var metadata = ReadmeMetadataReader.Read(text.FrontMatter, warnings);
        var body = ReadmeBody.Read(text.Body, project.Path, warnings);
        var draft = new ItemDraft
        {
            Project = project,
            Options = options,
            Readme = metadata,
            Body = body,
            Models = models,
            Related = new RelatedItems(isProject, options),
            Warnings = warnings,
            Properties = ReadmeProperties.Of(metadata, warnings),
            Preview = Preview(project, metadata, body, warnings),
            License = ItemLicense.Of(project, metadata, warnings),
        };
        var time = ItemTimes.Of(metadata, project.CreatedAt, project.UpdatedAt, warnings);
        var footprint = ItemFootprint.Of(metadata, warnings);
        PassedOver(project, warnings);
        var items = options.EffectiveCategories
            .Where(category => project.Topics.Contains(category.Topic, StringComparer.OrdinalIgnoreCase))
            .Select(category => Item(draft, category, time, footprint))
            .ToList();
        return new([.. items.Select(item => Tell(item, warnings.List.Count))], warnings.List, draft.Related.Targets);
    }

    // A curator who looks at the item finds what was passed over.
    private static StacItem Tell(StacItem item, int warnings) => warnings == 0 ? item : item with
    {
        Links =
        [
            .. item.Links,
            new() { Rel = "warnings", Href = CatalogPaths.Warnings(item.Id), Type = "application/json", Title = $"What was passed over: {warnings}" },
        ],
    };

    private static void PassedOver(Project project, MetadataWarnings warnings)
    {
        foreach (var name in project.UnsharedFiles)
        {
            warnings.Add("files", $"have a name that cannot be shared: {YamlScalar.Clean(name).ReplaceLineEndings(" ")}");
        }

        if (project.FilesTruncated)
        {
            warnings.Add("files", $"are more than {project.Files.Count}; the rest is not shared");
        }
    }

    private static StacItem Item(ItemDraft draft, Category category, TimeInterval time, ItemFootprint? footprint)
    {
        var assets = ItemAssets.Of(draft, category);
        var parts = ItemProperties.Of(draft, category, time, assets);
        return new()
        {
            StacExtensions = parts.Extensions,
            Id = draft.Project.Path,
            Geometry = footprint?.Geometry,
            Bbox = footprint?.Bbox,
            Properties = parts.Properties,
            Links = ItemLinks.Of(draft, category, parts.Properties.Extra ?? []),
            Assets = parts.Assets,
            Collection = category.Id,
        };
    }

    private static string? Preview(Project project, ReadmeMetadata metadata, ReadmeBody body, MetadataWarnings warnings)
    {
        if (metadata.Preview is { } named)
        {
            if (ReadmeLinks.Resolve(project.Path, named) is { } href)
            {
                return href;
            }

            warnings.Add("preview", "is neither an absolute URL nor a file of the project");
        }

        return (body.Preview is { } image ? ReadmeLinks.Resolve(project.Path, image) : null)
            ?? (s_previewFiles.Select(file => ItemDraft.FindFile(project, file)).FirstOrDefault(path => path is not null) is { } file
                ? CatalogPaths.Download(project.Path, file) : null);
    }
}
