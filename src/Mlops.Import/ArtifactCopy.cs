using Mlops.Import.Mlflow;
using Mlops.Tracking.Artifacts;

namespace Mlops.Import;

/// <summary>Copies the files of MLflow's artifact destination into the artifact store, below the paths that their URIs name.</summary>
internal sealed class ArtifactCopy(IArtifactStore store, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(2);

    /// <summary>Copies what is not there yet with the same size.</summary>
    /// <returns>How many files could not be copied.</returns>
    public async Task<int> RunAsync(string folder, string workspace, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new ImportException($"There is no folder '{root}'.");
        }

        int copied = 0, there = 0, failed = 0;
        var reported = time.GetTimestamp();
        // Links could lead anywhere, so they are left.
        var files = new DirectoryInfo(root).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (!ArtifactPath.TryParse(name, out var path, out var fault))
            {
                output.WriteLine($"left out {name}: {fault}");
                failed++;
                continue;
            }

            if (await store.StatAsync(workspace, path, cancellationToken) is { IsDirectory: false } entry && entry.Size == file.Length)
            {
                there++;
            }
            else
            {
                await using var content = file.OpenRead();
                await store.WriteAsync(workspace, path, content, cancellationToken);
                copied++;
            }

            if (time.GetElapsedTime(reported) > ReportInterval)
            {
                output.WriteLine($"artifacts: {copied} files copied, {there} were there");
                reported = time.GetTimestamp();
            }
        }

        output.WriteLine($"artifacts: {copied} files copied, {there} were there, {failed} left out");
        return failed;
    }
}
