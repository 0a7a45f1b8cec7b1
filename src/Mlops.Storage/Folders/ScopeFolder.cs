using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Mlops.Storage.Folders;

/// <summary>
/// Gives each workspace one folder of its own: <c>default</c>, or <c>projects/{name}</c> with the whole path of the
/// workspace escaped into one name. Two workspaces never nest, so <c>a</c> cannot reach into <c>a/b</c>.
/// </summary>
internal static class ScopeFolder
{
    public const string Default = "default";
    public const string Projects = "projects";

    private const int MaxNameLength = 200;

    // Upper case is escaped too: two workspaces that differ in case stay apart where the file system ignores it.
    private static readonly SearchValues<byte> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>The folder of a workspace, relative to the store's root.</summary>
    public static string Of(string scope) => scope.Length == 0 ? Default : Path.Combine(Projects, Escape(scope));

    private static string Escape(string scope)
    {
        var bytes = Encoding.UTF8.GetBytes(scope);
        var name = new StringBuilder(scope.Length);
        foreach (var value in bytes)
        {
            if (Plain.Contains(value) || (value == '.' && name.Length > 0))
            {
                name.Append((char)value);
            }
            else
            {
                name.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        // '~' is always escaped above, so that a shortened name is never another workspace's own.
        return name.Length <= MaxNameLength
            ? name.ToString()
            : $"{name.ToString(0, 100)}~{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }
}
