namespace Mlops.Hosting.Routing;

/// <summary>
/// Which web pages of other origins may call our routes from a browser (CORS). An application's own routes are its own affair.
/// Configuration section <c>Mlops:Cors</c>.
/// </summary>
public sealed class CrossOriginOptions
{
    /// <summary>
    /// Origins such as <c>https://browser.example.org</c> whose pages may call every route, with the credentials that the browser holds for
    /// this host. Configuration key <c>Mlops:Cors:Origins</c>.
    /// </summary>
    public IList<string> Origins { get; } = [];

    /// <summary>
    /// Whether pages of any origin may read the STAC API and download projects' files, without the browser's credentials; on, so that STAC
    /// Browser and other viewers find the catalog (STAC's best practices). Configuration key <c>Mlops:Cors:PublicReads</c>.
    /// </summary>
    public bool PublicReads { get; set; } = true;

    /// <summary>All that is wrong, one sentence for each fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. from origin in Origins
           where !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
           select $"Mlops:Cors:Origins has '{origin}', which is not an origin such as https://browser.example.org.",
    ];
}
