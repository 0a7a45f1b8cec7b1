using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Registry;

/// <summary>
/// The <c>source</c> of a model version, taken apart. It is judged in its decoded form, so that no layer of encoding hides a scheme,
/// a parent folder or a control character.
/// </summary>
internal sealed record ModelSource
{
    private const int MaxLength = 2048;

    private ModelSource(string text, string decoded, string scheme, string path)
    {
        Text = text;
        Decoded = decoded;
        Scheme = scheme;
        Path = path;
    }

    /// <summary>As the caller sent it.</summary>
    public string Text { get; }

    /// <summary>Without percent-encoding.</summary>
    public string Decoded { get; }

    /// <summary>In lower case; empty for a bare path and for a drive letter.</summary>
    public string Scheme { get; }

    /// <summary>What follows scheme and host, without a query.</summary>
    public string Path { get; }

    /// <summary>Whether it means a file of some machine.</summary>
    public bool IsLocal => Scheme is "" or "file";

    /// <summary>Reads a source and refuses what is never one.</summary>
    public static ModelSource Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        EntityName.CheckLength("source", text, MaxLength);
        if (!PercentDecoding.TryUntilStable(text, out var decoded)
            || decoded.Any(char.IsControl)
            || PercentDecoding.WithoutControlEscapes(decoded) != decoded)
        {
            throw RelativeRefusal(text);
        }

        var scheme = SchemeOf(decoded);
        return SchemeOf(text) == scheme
            ? new ModelSource(text, decoded, scheme, PathOf(decoded, scheme))
            : throw RelativeRefusal(text);
    }

    /// <summary>Refuses a URI whose path could mean another one; for everything with a scheme but <c>file</c>.</summary>
    public void CheckAbsolute()
    {
        var plain = Path.Length > 1 && Path[0] == '/' && Path.TrimEnd('/').Length > 0
            && !Decoded.AsSpan().ContainsAny('\\', '#', ';')
            && !ArtifactName.HasParentSegment(Decoded)
            && !Path.Split('/').Contains(".");
        if (!plain)
        {
            throw RelativeRefusal(Text);
        }
    }

    /// <summary>Refuses for MLflow's reason of a path that is not absolute.</summary>
    public static MlflowException RelativeRefusal(string source) => MlflowException.InvalidParameterValue(
        $"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.");

    /// <summary>The scheme in lower case. One letter is a drive, not a scheme.</summary>
    private static string SchemeOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0
            ? text[..colon].ToLowerInvariant()
            : "";
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static string PathOf(string decoded, string scheme)
    {
        var rest = scheme.Length == 0 ? decoded : decoded[(scheme.Length + 1)..];
        if (scheme.Length > 0 && rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.AsSpan(2).IndexOfAny('/', '?');
            rest = slash < 0 ? "" : rest[(slash + 2)..];
        }

        var query = rest.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? rest : rest[..query];
    }
}
