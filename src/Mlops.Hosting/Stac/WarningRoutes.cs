using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mlops.Catalog;
using Mlops.Catalog.Index;
using Mlops.Catalog.Readme;
using Mlops.Hosting.Problems;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Hosting.Stac;

/// <summary>
/// What of projects' metadata was passed over. Whoever may read a project may read it: it says no more than the README, which is open to
/// them as well.
/// </summary>
internal static class WarningRoutes
{
    private const string Path = CatalogPaths.Stac + "/warnings";
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static async Task ListAsync(StacCall call)
    {
        var limit = Limit(call);
        var after = call.Context.Request.Query["after"] is { Count: > 0 } given ? given[0] : null;
        var found = await call.Catalog.SummarizeWarningsAsync(call.Visible, Clean(after), limit + 1, call.Aborted);
        var page = found.Take(limit).ToList();
        List<StacLink> links = [call.RootLink(), call.Link("self", Path, MediaType.Json)];
        if (found.Count > limit)
        {
            links.Add(call.Link("next", $"{Path}?limit={limit.ToString(CultureInfo.InvariantCulture)}&after={Uri.EscapeDataString(page[^1].Project)}", MediaType.Json));
        }

        var projects = page.Select(project => new WarnedProject(project.Project, project.Warnings, call.Absolute(CatalogPaths.Warnings(project.Project)))).ToList();
        await call.RespondAsync(JsonSerializer.SerializeToUtf8Bytes(new WarnedProjects(projects, links), WarningJson.Default.WarnedProjects), MediaType.Json);
    }

    public static async Task GetAsync(StacCall call)
    {
        // The server decodes all but slashes.
        var project = (call.Context.Request.RouteValues["project"] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var warnings = Clean(project) == project ? await call.Catalog.ListWarningsAsync(project, call.Visible, call.Aborted) : [];
        List<StacLink> links = [call.RootLink(), call.Link("self", CatalogPaths.Warnings(project), MediaType.Json)];
        foreach (var category in call.Options.EffectiveCategories)
        {
            if (Clean(project) == project && await call.Catalog.GetAsync(category.Id, project, call.Visible, call.Aborted) is not null)
            {
                links.Add(call.Link("item", CatalogPaths.Item(category.Id, project), MediaType.GeoJson));
            }
        }

        if (warnings.Count == 0 && links.Count == 2)
        {
            throw ProblemException.NotFound("such project");
        }

        await call.RespondAsync(
            JsonSerializer.SerializeToUtf8Bytes(new WarningsOfProject(project, warnings, links), WarningJson.Default.WarningsOfProject), MediaType.Json);
    }

    private static int Limit(StacCall call)
    {
        var text = call.Context.Request.Query["limit"];
        return text.Count == 0 ? DefaultLimit
            : int.TryParse(text[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? Math.Min(limit, MaxLimit)
            : throw new InvalidSearchException("limit", "must be an integer of at least 1");
    }

    // No path has a NUL, and PostgreSQL takes none.
    private static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}

/// <summary>Projects with warnings, one page.</summary>
internal sealed record WarnedProjects(IReadOnlyList<WarnedProject> Projects, IReadOnlyList<StacLink> Links);

/// <summary>A project with warnings.</summary>
internal sealed record WarnedProject(string Project, long Warnings, string Href);

/// <summary>The warnings of one project.</summary>
internal sealed record WarningsOfProject(string Project, IReadOnlyList<MetadataWarning> Warnings, IReadOnlyList<StacLink> Links);

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WarnedProjects))]
[JsonSerializable(typeof(WarningsOfProject))]
internal sealed partial class WarningJson : JsonSerializerContext;
