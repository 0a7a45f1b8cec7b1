using System.Text.Json;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Stac;

namespace Mlops.Catalog.Items;

/// <summary>An item's providers: those of the README; host and producer are added where no provider has that role.</summary>
internal static class ItemProviders
{
    private static readonly HashSet<string> s_roles = ["licensor", "producer", "processor", "host"];

    public static IReadOnlyList<StacProvider> Of(Project project, ReadmeMetadata readme, CatalogOptions options, MetadataWarnings warnings)
    {
        var providers = new List<StacProvider>();
        for (var index = 0; index < readme.Providers.Count; index++)
        {
            if (Read(readme.Providers[index], $"providers[{index}]", warnings) is { } provider)
            {
                providers.Add(provider);
            }
        }

        if (!Has("producer"))
        {
            providers.Add(new() { Name = project.Path.Split('/')[0], Roles = ["producer"] });
        }

        if (!Has("host"))
        {
            providers.Add(Uri.TryCreate(project.WebUrl, UriKind.Absolute, out var url)
                ? new() { Name = url.Host, Roles = ["host"], Url = url.AbsoluteUri }
                : new() { Name = options.Title, Roles = ["host"], Url = CatalogPaths.Stac });
        }

        return providers;

        bool Has(string role) => providers.Any(provider => provider.Roles?.Contains(role) == true);
    }

    private static StacProvider? Read(JsonElement entry, string field, MetadataWarnings warnings)
    {
        if (entry.ValueKind != JsonValueKind.Object || Text("name") is not { } name)
        {
            warnings.Add(field, "is not a mapping with a name");
            return null;
        }

        List<string>? roles = null;
        if (entry.TryGetProperty("roles", out var given))
        {
            var known = given.ValueKind == JsonValueKind.Array
                ? given.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!).ToList()
                : [];
            roles = [.. known.Where(s_roles.Contains).Distinct()];
            if (given.ValueKind != JsonValueKind.Array || roles.Count < given.GetArrayLength())
            {
                warnings.Add($"{field}.roles", "has roles other than licensor, producer, processor and host");
            }
        }

        var url = Text("url");
        var address = url is null ? null : ReadmeLinks.Absolute(url);
        if (url is not null && address is null)
        {
            warnings.Add($"{field}.url", "is not an absolute URL");
        }

        return new() { Name = name, Description = Text("description"), Roles = roles is { Count: > 0 } ? roles : null, Url = address };

        string? Text(string member) =>
            entry.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
    }
}
