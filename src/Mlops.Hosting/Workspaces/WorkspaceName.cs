using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Mlops.Hosting.Workspaces;

/// <summary>
/// How workspaces are called. Our paths are names, and the default workspace is <c>default</c>. MLflow's clients check names before they
/// send them, and allow lower-case letters, digits and single hyphens only; for a path that is no such name, there is therefore another
/// one, made of what is left of the path and ten digits of its SHA-256: <c>group/project</c> is <c>group-project-3f2a9c1b0d</c> too.
/// </summary>
internal static partial class WorkspaceName
{
    public const string Default = "default";
    private const int MaxLength = 63;
    private const int HashDigits = 10;
    private static readonly string[] Reserved = [Default, "workspaces", "api", "ajax-api", "static-files"];

    /// <summary>The name of a workspace path or a pattern of such, as people know it.</summary>
    public static string Of(string path) => path.Length == 0 ? Default : path;

    /// <summary>The path that a name stands for, unless it is one that was made for clients.</summary>
    public static string ToPath(string name) => name == Default ? "" : name;

    /// <summary>A name that MLflow's clients accept.</summary>
    public static string ForClients(string path)
    {
        if (path.Length == 0)
        {
            return Default;
        }

        if (path.Length is >= 2 and <= MaxLength && ClientPattern().IsMatch(path) && !Reserved.Contains(path, StringComparer.Ordinal))
        {
            return path;
        }

        var plain = Others().Replace(path.ToLowerInvariant(), "-").Trim('-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..HashDigits];
        plain = plain[..Math.Min(plain.Length, MaxLength - HashDigits - 1)].Trim('-');
        return plain.Length == 0 ? hash : $"{plain}-{hash}";
    }

    /// <summary>Whether a name may be one that was made for clients.</summary>
    public static bool MayBeForClients(string name) => name.Length <= MaxLength && MadePattern().IsMatch(name);

    [GeneratedRegex(@"^(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClientPattern();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Others();

    [GeneratedRegex(@"^(?:[a-z0-9-]+-)?[0-9a-f]{10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MadePattern();
}
