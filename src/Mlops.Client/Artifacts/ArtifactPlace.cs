using Mlops.Client.Http;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Client;

/// <summary>Where the artifact proxy keeps a file or directory.</summary>
/// <param name="Root">The proxy's <c>…/mlflow-artifacts/artifacts</c>.</param>
/// <param name="Path">The path below it.</param>
internal sealed record ArtifactPlace(Uri Root, ArtifactPath Path)
{
    private const string Scheme = "mlflow-artifacts:";
    private const string Route = "api/2.0/mlflow-artifacts/artifacts";

    /// <summary>The URI of the file's bytes.</summary>
    public Uri File => new($"{Root}/{string.Join('/', Path.Names.Select(Uri.EscapeDataString))}");

    /// <summary>The URI of the directory's list.</summary>
    public Uri Listing => new(Root + new Query().Add("path", Path.IsRoot ? null : Path.Value).ToString());

    /// <summary>The place of something below this one.</summary>
    /// <param name="path">A relative path.</param>
    public ArtifactPlace Below(string path) => this with { Path = Path.Append(Checked(path, nameof(path))) };

    /// <summary>Resolves the URIs that the proxy stands for, as MLflow's clients do: escapes are undone once.</summary>
    /// <param name="address">The server.</param>
    /// <param name="artifactUri"><c>mlflow-artifacts:/path</c>, with or without a host, or the proxy's own http URI.</param>
    public static ArtifactPlace Of(ServerAddress address, string artifactUri)
    {
        if (artifactUri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var rest = artifactUri[Scheme.Length..];
            if (!rest.StartsWith("//", StringComparison.Ordinal))
            {
                return new ArtifactPlace(new Uri(address.Base, Route), Decoded(rest.TrimStart('/')));
            }

            var slash = rest.IndexOf('/', 2);
            var host = slash < 0 ? rest[2..] : rest[2..slash];
            var other = host.Length == 0
                ? new Uri(address.Base, Route)
                : new Uri($"{address.Base.Scheme}://{host}{address.Base.AbsolutePath}{Route}");
            return new ArtifactPlace(other, Decoded(slash < 0 ? "" : rest[(slash + 1)..]));
        }

        var proxied = artifactUri.IndexOf("/" + Route, StringComparison.Ordinal);
        if (artifactUri.StartsWith("http", StringComparison.OrdinalIgnoreCase) && proxied > 0)
        {
            var end = proxied + 1 + Route.Length;
            return new ArtifactPlace(new Uri(artifactUri[..end]), Decoded(artifactUri[end..].TrimStart('/')));
        }

        throw new MlopsException(
            ErrorCode.NotImplemented, null, $"'{artifactUri}' is not kept by the tracking server: only mlflow-artifacts:, runs: and models: URIs can be read and written here.")
        {
            IsLocal = true,
        };
    }

    private static ArtifactPath Decoded(string artifactUri) => ArtifactUri.TryDecodeNames(artifactUri, out var path)
        ? Checked(path, nameof(artifactUri))
        : throw new ArgumentException($"Invalid path: '{artifactUri}'.", nameof(artifactUri));

    private static ArtifactPath Checked(string path, string name) =>
        ArtifactPath.TryParse(path, out var parsed, out var reason) ? parsed : throw new ArgumentException($"{reason}: '{path}'.", name);
}
