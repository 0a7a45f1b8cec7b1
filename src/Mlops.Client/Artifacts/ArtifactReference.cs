using Mlops.Client.Http;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Client;

/// <summary>Follows <c>runs:</c> and <c>models:</c> URIs to the artifacts they stand for.</summary>
internal sealed class ArtifactReference(ServerAddress address, RunClient runs, ModelVersionClient versions)
{
    private const string Runs = "runs:/";
    private const string Models = "models:/";

    public async Task<ArtifactPlace> ResolveAsync(string artifactUri, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(artifactUri);
        if (artifactUri.StartsWith(Runs, StringComparison.Ordinal))
        {
            var (runId, path) = Cut(artifactUri[Runs.Length..]);
            var run = await runs.GetAsync(runId, cancellationToken);
            return Place(run.Info.ArtifactUri, path, artifactUri);
        }

        if (artifactUri.StartsWith(Models, StringComparison.Ordinal))
        {
            return await ModelAsync(artifactUri, cancellationToken);
        }

        return ArtifactPlace.Of(address, artifactUri);
    }

    private async Task<ArtifactPlace> ModelAsync(string artifactUri, CancellationToken cancellationToken)
    {
        var (model, rest) = Cut(artifactUri[Models.Length..]);
        var at = model.LastIndexOf('@');
        string version;
        string path;
        if (at > 0)
        {
            (version, path) = ((await versions.GetByAliasAsync(model[..at], model[(at + 1)..], cancellationToken)).Version, rest);
            model = model[..at];
        }
        else
        {
            (version, path) = Cut(rest);
            if (version.Length == 0)
            {
                throw new ArgumentException($"'{artifactUri}' names neither a version nor an alias.", nameof(artifactUri));
            }

            if (string.Equals(version, "latest", StringComparison.OrdinalIgnoreCase))
            {
                version = (await versions.GetByAliasAsync(model, "latest", cancellationToken)).Version;
            }
        }

        return Place(await versions.GetDownloadUriAsync(model, version, cancellationToken), path, artifactUri);
    }

    private ArtifactPlace Place(string? uri, string path, string artifactUri)
    {
        if (string.IsNullOrEmpty(uri) || uri.StartsWith(Runs, StringComparison.Ordinal) || uri.StartsWith(Models, StringComparison.Ordinal))
        {
            throw new MlopsException(ErrorCode.InternalError, null, $"The server does not say where the files of '{artifactUri}' are.") { IsLocal = true };
        }

        return ArtifactPlace.Of(address, uri).Below(path);
    }

    private static (string Head, string Tail) Cut(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..].Trim('/'));
    }
}
