using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Stac;

namespace Mlops.Hosting.Stac;

/// <summary>The links of a page to itself and its neighbours; each holds the whole request.</summary>
internal static class PageLinks
{
    public static IEnumerable<StacLink> OfQuery(StacCall call, string path, CatalogPage page)
    {
        var query = call.Context.Request.Query;
        var kept = query.Where(parameter => parameter.Key != "token")
            .SelectMany(parameter => parameter.Value.Select(value => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(value ?? "")}")).ToList();
        yield return Link("self", query.TryGetValue("token", out var token) ? token.ToString() : null, "This page");
        if (page.NextToken is { } next)
        {
            yield return Link("next", next, "Next page") with { Method = "GET" };
        }

        if (page.PreviousToken is { } previous)
        {
            yield return Link("prev", previous, "Previous page") with { Method = "GET" };
        }

        StacLink Link(string rel, string? at, string title)
        {
            var all = string.Join('&', at is null ? kept : [.. kept, $"token={Uri.EscapeDataString(at)}"]);
            return call.Link(rel, all.Length == 0 ? path : $"{path}?{all}", MediaType.GeoJson, title);
        }
    }

    public static IEnumerable<StacLink> OfBody(StacCall call, string path, CatalogPage page, JsonElement body)
    {
        yield return call.Link("self", path, MediaType.GeoJson, "This search");
        if (page.NextToken is { } next)
        {
            yield return Link("next", next, "Next page");
        }

        if (page.PreviousToken is { } previous)
        {
            yield return Link("prev", previous, "Previous page");
        }

        StacLink Link(string rel, string token, string title)
        {
            var members = new Dictionary<string, JsonElement>();
            foreach (var member in body.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }

            members["token"] = JsonSerializer.SerializeToElement(token, StacJsonContext.Default.String);
            return call.Link(rel, path, MediaType.GeoJson, title) with
            {
                Method = "POST",
                Body = JsonSerializer.SerializeToElement(members, StacJsonContext.Default.DictionaryStringJsonElement),
            };
        }
    }
}
