using System.Text.RegularExpressions;

namespace Mlops.Hosting.Workspaces;

/// <summary>The form of a workspace path: the segments of a code project's path.</summary>
internal static partial class WorkspacePath
{
    private const int MaxLength = 255;

    public static bool IsValid(string path) => path.Length <= MaxLength && Pattern().IsMatch(path);

    // Letters, digits, '_', '-' and '.' as forges allow them; no segment is '.' or '..' or starts with '-'.
    [GeneratedRegex(@"^(?:[A-Za-z0-9_](?:[A-Za-z0-9_\-]|\.(?!\.))*)(?:/[A-Za-z0-9_](?:[A-Za-z0-9_\-]|\.(?!\.))*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
