using System.Diagnostics.CodeAnalysis;
using System.Text;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// A path of an artifact or of a directory of artifacts: relative, with <c>/</c> between its names and without <c>.</c>, <c>..</c> or
/// empty names. There is no other way to name bytes in an <see cref="IArtifactStore"/>, so that a path that left its root cannot be
/// expressed. Names are kept as they were sent: <c>a b.txt</c> and <c>a%20b.txt</c> are two files. What they would become for a reader that
/// undoes percent-encoding is looked at only to refuse those that would lead elsewhere, as MLflow's <c>validate_path_is_safe</c> does.
/// </summary>
public sealed record ArtifactPath
{
    /// <summary>The most bytes of UTF-8 in a path; the bound of an S3 key.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The most bytes of UTF-8 in one name; the bound of common file systems.</summary>
    public const int MaxNameBytes = 255;

    private const string Refusal = "Invalid path";

    private ArtifactPath(string value) => Value = value;

    /// <summary>The directory everything else lies below; its <see cref="Value"/> is empty.</summary>
    public static ArtifactPath Root { get; } = new("");

    /// <summary>The path as text, such as <c>1/4a…/artifacts/model/MLmodel</c>; empty for the root.</summary>
    public string Value { get; }

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => Value.Length == 0;

    /// <summary>The last name of the path; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The directory that holds this path; the root's parent is the root.</summary>
    public ArtifactPath Parent
    {
        get
        {
            var slash = Value.LastIndexOf('/');
            return slash < 0 ? Root : new ArtifactPath(Value[..slash]);
        }
    }

    /// <summary>The names of the path from the top; none for the root.</summary>
    public IReadOnlyList<string> Names => IsRoot ? [] : Value.Split('/');

    /// <summary>Reads a path sent by a caller.</summary>
    /// <param name="text">The path after the transport's own decoding; what is still encoded is part of the names.</param>
    /// <returns>The path; the root for an empty text.</returns>
    /// <exception cref="MlflowException">400 <c>INVALID_PARAMETER_VALUE</c> "Invalid path".</exception>
    public static ArtifactPath Parse(string text) =>
        TryParse(text, out var path, out var reason) ? path : throw MlflowException.InvalidParameterValue(reason);

    /// <summary>Reads a path sent by a caller.</summary>
    /// <param name="text">The path after the transport's own decoding; what is still encoded is part of the names.</param>
    /// <param name="path">The path; the root for an empty text.</param>
    /// <param name="reason">Why the text was refused, for the caller to read.</param>
    /// <returns>Whether the text is a path that stays inside its root on every system, for readers that decode it too.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ArtifactPath? path, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null;
        reason = Refusal;
        // Empty names and dots may make a text longer than the path.
        if (text.Length > MaxBytes * 32 || text.StartsWith('/'))
        {
            return false;
        }

        var names = text.Split('/').Where(static name => name is not ("" or ".")).ToArray();
        if (!Array.TrueForAll(names, ArtifactName.IsSafe))
        {
            return false;
        }

        var value = string.Join('/', names);
        if (Encoding.UTF8.GetByteCount(value) > MaxBytes)
        {
            reason = $"{Refusal}: longer than {MaxBytes} bytes";
            return false;
        }

        if (Array.Exists(names, static name => Encoding.UTF8.GetByteCount(name) > MaxNameBytes))
        {
            reason = $"{Refusal}: a name in it is longer than {MaxNameBytes} bytes";
            return false;
        }

        path = value.Length == 0 ? Root : new ArtifactPath(value);
        reason = null;
        return true;
    }

    /// <summary>The path of something below this directory.</summary>
    /// <param name="below">A path relative to this one.</param>
    /// <exception cref="MlflowException">400 when the result is longer than <see cref="MaxBytes"/>.</exception>
    public ArtifactPath Append(ArtifactPath below)
    {
        ArgumentNullException.ThrowIfNull(below);
        if (IsRoot || below.IsRoot)
        {
            return IsRoot ? below : this;
        }

        var value = $"{Value}/{below.Value}";
        return Encoding.UTF8.GetByteCount(value) > MaxBytes
            ? throw MlflowException.InvalidParameterValue($"{Refusal}: longer than {MaxBytes} bytes")
            : new ArtifactPath(value);
    }

    /// <summary>Whether this path is <paramref name="directory"/> or lies below it.</summary>
    /// <param name="directory">A directory; everything lies below the root.</param>
    public bool IsWithin(ArtifactPath directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return directory.IsRoot || Value == directory.Value
            || (Value.StartsWith(directory.Value, StringComparison.Ordinal) && Value[directory.Value.Length] == '/');
    }

    /// <summary>The path as text.</summary>
    public override string ToString() => Value;
}
