using System.Diagnostics.CodeAnalysis;
using System.Text;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// A path of an artifact or of a directory of artifacts: relative, decoded, with <c>/</c> between its names and
/// without <c>.</c>, <c>..</c> or empty names. There is no other way to name bytes in an <see cref="IArtifactStore"/>,
/// so that a path that left its root cannot be expressed. Holds the path rules of MLflow's
/// <c>validate_path_is_safe</c>, some of them stricter.
/// </summary>
public sealed record ArtifactPath
{
    /// <summary>The most bytes of UTF-8 in a path; the bound of an S3 key.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The most bytes of UTF-8 in one name; the bound of common file systems.</summary>
    public const int MaxNameBytes = 255;

    private const string Refusal = "Invalid path";

    private ArtifactPath(string value, bool isStorable)
    {
        Value = value;
        IsStorable = isStorable;
    }

    /// <summary>The directory everything else lies below; its <see cref="Value"/> is empty.</summary>
    public static ArtifactPath Root { get; } = new("", isStorable: false);

    /// <summary>The path as text, such as <c>1/4a…/artifacts/model/MLmodel</c>; empty for the root.</summary>
    public string Value { get; }

    /// <summary>
    /// Whether something may be kept under this path. False for the root, and for names that hold the escape of a
    /// control character (<c>a%00b</c>): they can be asked for, as in MLflow, and are never found.
    /// </summary>
    public bool IsStorable { get; }

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
            return slash < 0 ? Root : new ArtifactPath(Value[..slash], IsStorable || IsStorableText(Value[..slash]));
        }
    }

    /// <summary>The names of the path from the top; none for the root.</summary>
    public IReadOnlyList<string> Names => IsRoot ? [] : Value.Split('/');

    /// <summary>Reads a path sent by a caller.</summary>
    /// <param name="text">The path after the transport's own decoding; it may hold further layers of percent-encoding.</param>
    /// <returns>The path; the root for an empty text.</returns>
    /// <exception cref="MlflowException">400 <c>INVALID_PARAMETER_VALUE</c> "Invalid path".</exception>
    public static ArtifactPath Parse(string text) =>
        TryParse(text, out var path, out var reason) ? path : throw MlflowException.InvalidParameterValue(reason);

    /// <summary>Reads a path sent by a caller.</summary>
    /// <param name="text">The path after the transport's own decoding; it may hold further layers of percent-encoding.</param>
    /// <param name="path">The path; the root for an empty text.</param>
    /// <param name="reason">Why the text was refused, for the caller to read.</param>
    /// <returns>Whether the text is a path that stays inside its root on every system.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ArtifactPath? path, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = null;
        if (!TryDecode(text, out var decoded))
        {
            reason = Refusal;
            return false;
        }

        var names = decoded.Split('/').Where(name => name is not ("" or ".")).ToArray();
        var value = string.Join('/', names);
        if (Encoding.UTF8.GetByteCount(value) > MaxBytes)
        {
            reason = $"{Refusal}: longer than {MaxBytes} bytes";
            return false;
        }

        if (names.Any(name => Encoding.UTF8.GetByteCount(name) > MaxNameBytes))
        {
            reason = $"{Refusal}: a name in it is longer than {MaxNameBytes} bytes";
            return false;
        }

        path = value.Length == 0 ? Root : new ArtifactPath(value, IsStorableText(value));
        reason = null;
        return true;
    }

    /// <summary>Whether a text holds nothing, however encoded, that leads out of a root; its length plays no part.</summary>
    /// <param name="text">A relative path, such as that of a request target without its first slash.</param>
    public static bool IsSafe(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryDecode(text, out _);
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
            : new ArtifactPath(value, IsStorable && below.IsStorable);
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

    private static bool TryDecode(string text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        // A longer text cannot become a valid path by undoing at most ten layers of its encoding.
        if (text.Length > MaxBytes * 32 || !PercentDecoding.TryUntilStable(text, out var stable) || !IsPlain(stable))
        {
            return false;
        }

        // Some readers (URL parsers among them) drop control characters: what they would see must be safe too.
        for (var seen = stable; ;)
        {
            var dropped = PercentDecoding.WithoutControlEscapes(seen);
            if (dropped == seen)
            {
                break;
            }

            if (!PercentDecoding.TryUntilStable(dropped, out var next) || !IsPlain(next))
            {
                return false;
            }

            seen = next;
        }

        decoded = stable;
        return true;
    }

    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAny('#', '\\')
        && !text.StartsWith('/')
        && !HasDrive(text)
        && !text.Any(char.IsControl)
        && !HasLoneSurrogate(text)
        && !HasParentSegment(text);

    private static bool HasDrive(string text) => text.Length > 1 && text[1] == ':' && char.IsAsciiLetter(text[0]);

    private static bool HasLoneSurrogate(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return true;
            }
        }

        return false;
    }

    // ';' and '?' end a segment for parsers that know URL parameters and queries.
    internal static bool HasParentSegment(string text)
    {
        foreach (var part in text.AsSpan().SplitAny('/', '\\', ';', '?', '&', '='))
        {
            if (text.AsSpan(part).Trim() is "..")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStorableText(string value) =>
        value.Length > 0 && PercentDecoding.WithoutControlEscapes(value).Length == value.Length;
}
