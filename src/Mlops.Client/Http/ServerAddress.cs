namespace Mlops.Client.Http;

/// <summary>Where things are, derived from a tracking URI.</summary>
internal sealed class ServerAddress
{
    private const string Projects = "/mlflow/";
    private const string Tracking = "/tracking/";

    public ServerAddress(Uri trackingUri, Uri? catalogUri)
    {
        Base = Checked(trackingUri, nameof(trackingUri));
        Root = HostRoot(Base);
        Catalog = catalogUri is null ? new Uri(Root, "api/stac/") : Checked(catalogUri, nameof(catalogUri));
    }

    /// <summary>The tracking URI without credentials, with a slash at its end.</summary>
    public Uri Base { get; }

    /// <summary>The host's root, with a slash at its end.</summary>
    public Uri Root { get; }

    /// <summary>The STAC API's landing page, with a slash at its end.</summary>
    public Uri Catalog { get; }

    /// <summary>The URI of an rpc.</summary>
    /// <param name="path">Such as <c>runs/get</c>.</param>
    public Uri Rpc(string path) => new(Base, "api/2.0/mlflow/" + path);

    /// <summary>Whether credentials may be sent there.</summary>
    public bool IsTrusted(Uri uri) => SameOrigin(uri, Base) || SameOrigin(uri, Catalog);

    private static bool SameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static Uri Checked(Uri uri, string name)
    {
        ArgumentNullException.ThrowIfNull(uri, name);
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException("An absolute http or https URI is needed.", name);
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new ArgumentException("The URI cannot have a query or fragment.", name);
        }

        return new Uri(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/') + "/");
    }

    private static Uri HostRoot(Uri tracking)
    {
        var path = tracking.AbsolutePath;
        var project = path.EndsWith(Tracking, StringComparison.Ordinal) ? path.IndexOf(Projects, StringComparison.Ordinal) : -1;
        return project < 0 ? tracking : new Uri(tracking, path[..(project + 1)]);
    }
}
