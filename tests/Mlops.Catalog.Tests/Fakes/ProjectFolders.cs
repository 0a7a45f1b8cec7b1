using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Catalog.Sources;

namespace Mlops.Catalog.Tests.Fakes;

/// <summary>A root folder of projects, gone after the test.</summary>
internal sealed class ProjectFolders : IDisposable
{
    public ProjectFolders()
    {
        Root = Directory.CreateTempSubdirectory("mlops-catalog-").FullName;
        Options = new FolderSourceOptions { PollInterval = TimeSpan.FromMilliseconds(20) };
        Options.Folders.Add(Root);
    }

    public string Root { get; }

    public FolderSourceOptions Options { get; }

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), text);
    }

    /// <summary>A copy of a folder of the test data.</summary>
    public void Copy(string data, string project, string topic)
    {
        var from = Path.Combine(AppContext.BaseDirectory, "data", data);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = PathOf($"{project}/{Path.GetRelativePath(from, file)}");
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Write($"{project}/.mlops.yaml", $"topics: [{topic}]\n");
    }

    public void CopyFloodProjects()
    {
        Copy("flood-model", "sharinghub-test/flood-model", "sharinghub:aimodel");
        Copy("sen1floods11-dataset", "sharinghub-test/sen1floods11-dataset", "sharinghub:dataset");
    }

    public FolderProjectSource Source() => new(Options, TimeProvider.System, NullLogger<FolderProjectSource>.Instance);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
