using LibGit2Sharp;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Catalog.Git;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Sources;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Sources;

public sealed class GitFolderHistoryTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(2));

    private readonly ProjectFolders _folders = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(_folders.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            // Objects of git are read only.
            File.SetAttributes(file, FileAttributes.Normal);
        }

        _folders.Dispose();
    }

    [Fact]
    public async Task A_projects_times_are_those_of_its_commits_and_not_of_the_copy()
    {
        using var repository = Open(_folders.Root);
        Commit(repository, 0, "a/one/README.md", "---\ntopics: [x]\n---\n");
        Commit(repository, 1, "a/two/README.md", "---\ntopics: [x]\n---\n");
        Commit(repository, 2, "a/one/data.csv", "1");
        Commit(repository, 3, "a/two/data.csv", "1");

        Assert.Equal((At(0), At(2)), await TimesAsync("a/one"));
        Assert.Equal((At(1), At(3)), await TimesAsync("a/two"));
    }

    [Fact]
    public async Task A_project_may_be_a_repository_of_its_own()
    {
        Directory.CreateDirectory(_folders.PathOf("a/one"));
        using var repository = Open(_folders.PathOf("a/one"));
        Commit(repository, 0, "README.md", "---\ntopics: [x]\n---\n");
        Commit(repository, 5, "data.csv", "1");

        Assert.Equal((At(0), At(5)), await TimesAsync("a/one"));
    }

    [Fact]
    public async Task What_is_not_committed_has_its_files_times()
    {
        using var repository = Open(_folders.Root);
        Commit(repository, 0, "a/one/README.md", "---\ntopics: [x]\n---\n");
        _folders.Write("a/two/README.md", "---\ntopics: [x]\n---\n");
        File.SetLastWriteTimeUtc(_folders.PathOf("a/two/README.md"), At(9).UtcDateTime);

        Assert.Equal((At(9), At(9)), await TimesAsync("a/two"));
    }

    [Fact]
    public async Task A_commit_without_changed_files_is_a_change()
    {
        using var repository = Open(_folders.Root);
        _folders.Write("a/one/README.md", "---\ntopics: [x]\n---\n");
        var before = Assert.Single((await Source().ListAsync(null, Stop)).Projects);
        Commit(repository, 0, "a/one/README.md", null);
        var after = Assert.Single((await Source().ListAsync(null, Stop)).Projects);

        Assert.NotEqual(before.ChangeKey, after.ChangeKey);
    }

    [Fact]
    public async Task A_broken_repository_is_none()
    {
        _folders.Write("a/one/README.md", "---\ntopics: [x]\n---\n");
        _folders.Write(".git/HEAD", "nonsense");
        File.SetLastWriteTimeUtc(_folders.PathOf("a/one/README.md"), At(9).UtcDateTime);

        Assert.Equal((At(9), At(9)), await TimesAsync("a/one"));
    }

    private static DateTimeOffset At(int hours) => s_start.AddHours(hours).ToUniversalTime();

    private static Repository Open(string folder) => new(Repository.Init(folder));

    private static void Commit(Repository repository, int hours, string file, string? text)
    {
        if (text is not null)
        {
            var path = Path.Combine(repository.Info.WorkingDirectory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Commands.Stage(repository, file);
        var author = new Signature("A", "a@example.org", s_start.AddHours(hours));
        repository.Commit("Change", author, author);
    }

    private FolderProjectSource Source() =>
        new(_folders.Options, TimeProvider.System, NullLogger<FolderProjectSource>.Instance, new GitFolderHistory(NullLogger<GitFolderHistory>.Instance));

    private async Task<(DateTimeOffset Created, DateTimeOffset Updated)> TimesAsync(string project)
    {
        var found = await ((IProjectSource)Source()).GetAsync(project, Stop);
        return (found!.CreatedAt, found.UpdatedAt);
    }
}
