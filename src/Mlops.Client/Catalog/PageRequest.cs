using System.Text.Json;
using Mlops.Stac;
using Mlops.Tracking.Errors;

namespace Mlops.Client;

/// <summary>A request for one page, and what its <c>next</c> link makes of it (STAC API, paging).</summary>
/// <param name="Uri">Where it goes.</param>
/// <param name="Body">The members of a POST's body; null for GET.</param>
internal sealed record PageRequest(Uri Uri, Dictionary<string, JsonElement>? Body)
{
    /// <summary>The request of the next page, or null on the last one.</summary>
    /// <param name="links">The links of the page that this request was answered with.</param>
    public PageRequest? Next(IReadOnlyList<StacLink> links)
    {
        if (links.FirstOrDefault(link => link.Rel == "next") is not { } next)
        {
            return null;
        }

        if (!Uri.TryCreate(Uri, next.Href, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw Fault($"The catalog's next page lies at '{next.Href}', which is not an HTTP address.");
        }

        var following = new PageRequest(uri, string.Equals(next.Method, "POST", StringComparison.OrdinalIgnoreCase) ? BodyOf(next) : null);
        return following.Same(this) ? throw Fault("The catalog's next page is the page itself: the search would never end.") : following;
    }

    private Dictionary<string, JsonElement> BodyOf(StacLink next)
    {
        var merge = next.Extra?.TryGetValue("merge", out var flag) == true && flag.ValueKind == JsonValueKind.True;
        var body = merge && Body is not null ? new Dictionary<string, JsonElement>(Body) : [];
        if (next.Body is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                body[member.Name] = member.Value;
            }
        }

        return body;
    }

    private bool Same(PageRequest other) => Uri == other.Uri && (Body, other.Body) switch
    {
        (null, null) => true,
        ({ } mine, { } theirs) => mine.Count == theirs.Count
            && mine.All(member => theirs.TryGetValue(member.Key, out var value) && JsonElement.DeepEquals(member.Value, value)),
        _ => false,
    };

    private static MlopsException Fault(string message) => new(ErrorCode.InternalError, null, message) { IsLocal = true };
}
