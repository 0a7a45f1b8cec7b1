using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Extensions;
using Mlops.Catalog.Readme;
using Mlops.Catalog.Registry;
using Mlops.Stac;

namespace Mlops.Catalog.Items;

/// <summary>An item's links; hrefs follow <see cref="PublicRoot"/>.</summary>
internal static partial class ItemLinks
{
    private const int MaxModels = 50;

    public static IReadOnlyList<StacLink> Of(ItemDraft draft, Category category, IReadOnlyDictionary<string, JsonElement> scientific)
    {
        var project = draft.Project;
        var links = new List<StacLink>
        {
            new() { Rel = "self", Href = CatalogPaths.Item(category.Id, project.Path), Type = "application/geo+json" },
            new() { Rel = "root", Href = CatalogPaths.Stac, Type = "application/json", Title = draft.Options.Title },
            new() { Rel = "parent", Href = CatalogPaths.Collection(category.Id), Type = "application/json", Title = category.Title },
            new() { Rel = "collection", Href = CatalogPaths.Collection(category.Id), Type = "application/json", Title = category.Title },
        };
        foreach (var page in draft.License?.Pages ?? [])
        {
            Add("license", page.Href, page.Type, $"Licence: {page.Id}");
        }

        Add("preview", draft.Preview, draft.Preview is null ? null : MediaTypes.ImageByUrl(draft.Preview), "Preview");
        Add("via", project.WebUrl, "text/html", "Project");
        Add("issues", project.IssuesUrl, "text/html", "Issues");
        links.AddRange(draft.Readme.Related.Select(related => draft.Related.DerivedFrom(related, draft.Warnings)).OfType<StacLink>());
        if (scientific.TryGetValue("sci:doi", out var doi))
        {
            Add(
                "cite-as",
                $"https://doi.org/{string.Join('/', doi.GetString()!.Split('/').Select(Uri.EscapeDataString))}",
                null,
                scientific.TryGetValue("sci:citation", out var citation) ? citation.GetString() : null);
        }

        if (ItemProperties.IsOn(draft, category, "mlflow"))
        {
            Add("mlflow:tracking-uri", CatalogPaths.Tracking(project.Path), null, "MLflow - Tracking URI");
        }

        links.AddRange(draft.Models.Take(MaxModels).SelectMany(Version));
        links.AddRange(draft.Readme.Links.Select((entry, index) => Read(draft, entry, $"links[{index}]")).OfType<StacLink>());
        return links;

        void Add(string rel, string? href, string? type, string? title)
        {
            if (href is not null)
            {
                links.Add(new() { Rel = rel, Href = href, Type = type, Title = title });
            }
        }
    }

    // By the name that this library gives the relation, and by SharingHub's.
    private static IEnumerable<StacLink> Version(CatalogModelVersion model)
    {
        var uri = $"models:/{model.Name}/{model.Version}";
        var link = new StacLink
        {
            Rel = "model-version",
            Href = model.VersionHref ?? $"models:/{Uri.EscapeDataString(model.Name)}/{Uri.EscapeDataString(model.Version)}",
            Type = model.VersionHref is null ? null : "application/json",
            Title = uri,
        };
        return [link, link with { Rel = "mlflow:model", Extra = new() { ["mlflow:uri"] = JsonValues.Of(uri) } }];
    }

    private static StacLink? Read(ItemDraft draft, JsonElement entry, string field)
    {
        if (Text(entry, "rel") is not { } rel || Text(entry, "href") is not { } reference)
        {
            draft.Warnings.Add(field, "is not a mapping with rel and href");
            return null;
        }

        if (rel is "self" or "root" or "parent" or "collection")
        {
            draft.Warnings.Add(field, $"has the relation {rel}, which the catalog sets itself");
            return null;
        }

        if (Href(draft, reference) is not { } href)
        {
            draft.Warnings.Add(field, "has an href that is neither an absolute URL nor a file of the project");
            return null;
        }

        var headers = JsonValues.Member(entry, "headers");
        var extra = entry.EnumerateObject()
            .Where(member => member.Name is not ("rel" or "href" or "type" or "title" or "method" or "headers" or "body"))
            .Where(member => StacExtensions.FitsLink(member.Name, member.Value) && CommonMetadata.Fits(member.Name, member.Value)
                && member.Name is not ("license" or "providers" or "datetime" or "start_datetime" or "end_datetime"))
            .ToDictionary(member => member.Name, member => member.Value);
        return new()
        {
            Rel = rel,
            Href = href,
            Type = Text(entry, "type"),
            Title = Text(entry, "title"),
            Method = Text(entry, "method") is { } method && Method().IsMatch(method) ? method : null,
            Headers = headers is { } given && IsHeaders(given) ? given.EnumerateObject().ToDictionary(member => member.Name, member => member.Value) : null,
            Body = JsonValues.Member(entry, "body"),
            Extra = extra.Count == 0 ? null : extra,
        };
    }

    private static string? Href(ItemDraft draft, string reference) =>
        draft.Related.TryCollection(reference, out var item) ? item : ReadmeLinks.Resolve(draft.Project.Path, reference);

    private static string? Text(JsonElement entry, string name) =>
        JsonValues.Member(entry, name) is { } value && JsonValues.IsFilledText(value) ? value.GetString() : null;

    private static bool IsHeaders(JsonElement headers) =>
        headers.ValueKind == JsonValueKind.Object && headers.EnumerateObject().All(member => JsonValues.IsText(member.Value) || JsonValues.IsTexts(member.Value));

    [GeneratedRegex(@"^[A-Z]{1,20}\z")]
    private static partial Regex Method();
}
