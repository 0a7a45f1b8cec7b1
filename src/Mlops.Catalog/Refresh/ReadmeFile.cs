using System.Text;
using Mlops.Catalog.Projects;

namespace Mlops.Catalog.Refresh;

/// <summary>Reads a project's README.</summary>
internal static class ReadmeFile
{
    private const int MaxBytes = 512 * 1024;

    /// <summary>The README's text, at most so many bytes of it; null when there is none.</summary>
    public static async Task<string?> ReadAsync(IProjectSource source, Project project, CancellationToken cancellationToken)
    {
        var file = project.Files.FirstOrDefault(file => string.Equals(file.Path, "README.md", StringComparison.OrdinalIgnoreCase));
        if (file is null || await source.OpenAsync(project.Path, file.Path, new ByteRange(0, MaxBytes), cancellationToken) is not { } content)
        {
            return null;
        }

        await using (content)
        {
            var buffer = new byte[MaxBytes];
            var read = await content.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
    }
}
