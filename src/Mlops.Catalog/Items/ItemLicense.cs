using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Items;

/// <summary>An item's licence.</summary>
/// <param name="Id">An SPDX id or <c>other</c>.</param>
/// <param name="Href">Its text: the README's URL, else the project's licence file, else the SPDX page; null when none is known.</param>
/// <param name="Type">That text's media type, or null.</param>
internal sealed record ItemLicense(string Id, string? Href, string? Type)
{
    public static ItemLicense? Of(Project project, ReadmeMetadata readme, MetadataWarnings warnings)
    {
        var file = project.Files.FirstOrDefault(file => Licenses.IsLicenseFile(file.Path))?.Path;
        var named = readme.License ?? project.License;
        if (named is null && file is null && readme.LicenseUrl is null)
        {
            return null;
        }

        var id = named is null ? Licenses.Other : Licenses.Normalize(named);
        if (readme.LicenseUrl is { } given)
        {
            if (ReadmeLinks.Resolve(project.Path, given) is { } href)
            {
                return new(id, href, null);
            }

            warnings.Add("license-url", "is neither an absolute URL nor a file of the project");
        }

        return file is not null
            ? new(id, CatalogPaths.Download(project.Path, file), MediaTypes.ByPath(file) ?? "text/plain")
            : new(id, Licenses.Page(id), "text/html");
    }
}
