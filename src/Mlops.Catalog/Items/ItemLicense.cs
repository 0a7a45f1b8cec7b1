using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Items;

/// <summary>An item's licence.</summary>
/// <param name="Id">An SPDX id or <c>other</c>.</param>
/// <param name="Expression">The SPDX expression of several licences, which the schema of STAC 1.1.0 refuses as <c>license</c>; else
/// null.</param>
/// <param name="Pages">The texts: the README's URL, else the project's licence file, else the SPDX pages.</param>
internal sealed record ItemLicense(string Id, string? Expression, IReadOnlyList<LicensePage> Pages)
{
    /// <summary>The property of an item that holds the expression.</summary>
    public const string ExpressionProperty = "mlops:license_expression";

    public static ItemLicense? Of(Project project, ReadmeMetadata readme, MetadataWarnings warnings)
    {
        var file = project.Files.FirstOrDefault(file => Licenses.IsLicenseFile(file.Path))?.Path;
        var named = readme.License ?? project.License;
        if (named is null && file is null && readme.LicenseUrl is null)
        {
            return null;
        }

        var id = named is null ? Licenses.Other : Licenses.Normalize(named);
        var expression = named is not null && id == Licenses.Other && !Licenses.IsNone(named) ? LicenseExpression.TryParse(named) : null;
        if (expression is { Ids: [var only], IsSingle: true } && Licenses.Normalize(only) != Licenses.Other)
        {
            (id, expression) = (only, null);
        }
        else if (expression is not null)
        {
            warnings.Add("license", $"is an SPDX expression, which the schema of STAC 1.1.0 refuses; it stands as {ExpressionProperty}");
        }
        else if (named is not null && id == Licenses.Other && !Licenses.IsNone(named))
        {
            warnings.Add("license", "is no SPDX id or expression, so the item says 'other'");
        }

        return new(id, expression?.Text, [.. Texts(project, readme, file, id, expression, warnings)]);
    }

    private static IEnumerable<LicensePage> Texts(
        Project project, ReadmeMetadata readme, string? file, string id, LicenseExpression? expression, MetadataWarnings warnings)
    {
        if (readme.LicenseUrl is { } given)
        {
            if (ReadmeLinks.Resolve(project.Path, given) is { } href)
            {
                return [new(expression?.Text ?? id, href, null)];
            }

            warnings.Add("license-url", "is neither an absolute URL nor a file of the project");
        }

        if (file is not null)
        {
            return [new(expression?.Text ?? id, CatalogPaths.Download(project.Path, file), MediaTypes.ByPath(file) ?? "text/plain")];
        }

        return (expression?.Ids ?? [id]).Where(license => Licenses.Page(license) is not null)
            .Select(license => new LicensePage(license, Licenses.Page(license)!, "text/html"));
    }
}

/// <summary>Where a licence can be read.</summary>
/// <param name="Id">The licence, or the expression that it is part of.</param>
/// <param name="Href">The address.</param>
/// <param name="Type">The media type, or null.</param>
internal sealed record LicensePage(string Id, string Href, string? Type);
