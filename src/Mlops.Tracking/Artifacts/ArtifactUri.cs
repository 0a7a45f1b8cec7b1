using System.Diagnostics.CodeAnalysis;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// The URIs under which artifacts are known to clients. <c>mlflow-artifacts:/…</c>, with or without a host, are kept
/// by this server; everything else (<c>s3://…</c>, <c>file:///…</c>) is the client's own affair and never opened here.
/// </summary>
public static class ArtifactUri
{
    /// <summary>The most characters in an experiment's <c>artifact_location</c>.</summary>
    public const int MaxLength = 2048;

    private const string Scheme = "mlflow-artifacts:";

    /// <summary>The location of an experiment that was created without one.</summary>
    /// <param name="experimentId">The experiment's id.</param>
    /// <returns>Such as <c>mlflow-artifacts:/1</c>.</returns>
    public static string ForExperiment(string experimentId) => $"{Scheme}/{experimentId}";

    /// <summary>The <c>artifact_uri</c> of a run.</summary>
    /// <param name="experimentLocation">The <c>artifact_location</c> of the run's experiment.</param>
    /// <param name="runId">The run's id.</param>
    /// <returns>Such as <c>mlflow-artifacts:/1/{runId}/artifacts</c>; a query of the location stays at the end.</returns>
    public static string ForRun(string experimentLocation, string runId) => Append(experimentLocation, $"{runId}/artifacts");

    /// <summary>The URI of something below another URI.</summary>
    /// <param name="uri">A URI, perhaps with a query.</param>
    /// <param name="path">A relative path.</param>
    public static string Append(string uri, string path)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var query = uri.IndexOf('?');
        return query < 0
            ? $"{uri.TrimEnd('/')}/{path}"
            : $"{uri[..query].TrimEnd('/')}/{path}{uri[query..]}";
    }

    /// <summary>The URI of an artifact below another URI.</summary>
    /// <param name="uri">A URI, perhaps with a query.</param>
    /// <param name="path">The artifact's path below it; a <c>%</c> in its names is escaped.</param>
    public static string Append(string uri, ArtifactPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.IsRoot ? uri : Append(uri, path.Value.Replace("%", "%25", StringComparison.Ordinal));
    }

    /// <summary>Checks the <c>artifact_location</c> of an experiment (protocol rule of <c>createExperiment</c>).</summary>
    /// <param name="location">The location as the caller sent it.</param>
    /// <exception cref="MlflowException">400 <c>INVALID_PARAMETER_VALUE</c> naming the field and the reason.</exception>
    public static void ValidateLocation(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (RefusalOf(location) is { } reason)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'artifact_location': {reason}");
        }
    }

    /// <summary>
    /// Finds the place of a URI in this server's artifact store. Escapes are undone once, in names where every <c>%</c> begins one, as
    /// MLflow's client does that makes a request of the URI.
    /// </summary>
    /// <param name="uri">A URI such as a run's <c>artifact_uri</c> or a model version's source.</param>
    /// <param name="path">The place; the host of the URI, if any, is the name of this server and plays no part.</param>
    /// <returns>False for any other scheme and for a path that is not safe.</returns>
    public static bool TryResolve(string uri, [NotNullWhen(true)] out ArtifactPath? path)
    {
        ArgumentNullException.ThrowIfNull(uri);
        path = null;
        if (!IsServed(uri))
        {
            return false;
        }

        var rest = uri.AsSpan(Scheme.Length);
        if (rest.StartsWith("//"))
        {
            rest = rest[2..];
            var slash = rest.IndexOf('/');
            if (slash < 0 || rest[..slash].IndexOfAny("%?#\\;") >= 0)
            {
                return false;
            }

            rest = rest[slash..];
        }

        if (rest.StartsWith("/"))
        {
            rest = rest[1..];
        }

        return rest.IndexOf('?') < 0 && TryDecodeNames(rest.ToString(), out var decoded) && ArtifactPath.TryParse(decoded, out path, out _);
    }

    /// <summary>Whether a URI has the scheme of artifacts that this server keeps.</summary>
    /// <param name="uri">Any URI.</param>
    public static bool IsServed(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Undoes the escapes of a URI's path once, in names where every <c>%</c> begins one.</summary>
    internal static bool TryDecodeNames(string path, [NotNullWhen(true)] out string? decoded)
    {
        var names = path.Split('/');
        for (var i = 0; i < names.Length; i++)
        {
            if (PercentDecoding.IsEncoded(names[i]) && !PercentDecoding.TryOnce(names[i], out names[i]!))
            {
                decoded = null;
                return false;
            }
        }

        decoded = string.Join('/', names);
        return true;
    }

    private static string? RefusalOf(string location)
    {
        if (location.Length > MaxLength)
        {
            return $"it is longer than {MaxLength} characters.";
        }

        if (location.StartsWith("runs:", StringComparison.OrdinalIgnoreCase))
        {
            return "it cannot be a runs:/ URI.";
        }

        if (!PercentDecoding.TryUntilStable(location, out var decoded)
            || decoded.Any(char.IsControl)
            || PercentDecoding.WithoutControlEscapes(decoded) != decoded)
        {
            return "it holds control characters or escapes that cannot be read.";
        }

        if (decoded.AsSpan().ContainsAny('#', ';'))
        {
            return "the URL can't include fragments or params.";
        }

        if (decoded.Contains('\\') || IsDriveOrShare(decoded))
        {
            return "it cannot be a Windows path or a network share.";
        }

        var query = decoded.IndexOf('?');
        return ArtifactName.HasParentSegment(decoded) || (query >= 0 && decoded[query..].Contains("..", StringComparison.Ordinal))
            ? "it cannot hold '..'."
            : IsServed(location) && !TryResolve(location, out _) ? "the path of an mlflow-artifacts URI must be a plain path." : null;
    }

    private static bool IsDriveOrShare(string location)
    {
        var path = location.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? location[5..] : location;
        if (path.StartsWith("//", StringComparison.Ordinal) && path.Length != location.Length)
        {
            // file://{host}/…: only the local host is a file of this kind.
            var slash = path.IndexOf('/', 2);
            var host = slash < 0 ? path[2..] : path[2..slash];
            path = slash < 0 ? "" : path[slash..];
            if (host is not ("" or "localhost"))
            {
                return true;
            }
        }

        var bare = path.TrimStart('/');
        return path.StartsWith("//", StringComparison.Ordinal)
            || (bare.Length > 1 && bare[1] is ':' or '|' && char.IsAsciiLetter(bare[0]));
    }
}
