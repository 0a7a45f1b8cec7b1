using System.Text;

namespace Mlops.Catalog.Sources;

/// <summary>Reads the beginning of small text files.</summary>
internal static class TextFile
{
    /// <summary>At most so many bytes as UTF-8; a special file counts as empty, since opening a pipe would wait for its writer.</summary>
    public static string Read(FileInfo file, int maxBytes)
    {
        if (file.Length == 0)
        {
            return "";
        }

        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[(int)Math.Min(maxBytes, file.Length)];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
