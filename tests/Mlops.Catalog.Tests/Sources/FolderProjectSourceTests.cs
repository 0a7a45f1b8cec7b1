using Mlops.Catalog.Projects;
using Mlops.Catalog.Sources;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Sources;

public sealed class FolderProjectSourceTests : IDisposable
{
    private const string Topics = "---\ntopics: [sharinghub:dataset]\n---\n# T\n";

    private readonly ProjectFolders _folders = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Every_folder_with_a_readme_and_topics_is_a_project_at_any_depth()
    {
        _folders.Write("a/README.md", Topics);
        _folders.Write("g/b/README.md", "no front matter");
        _folders.Write("g/b/.mlops.yaml", "topics: [x]\nname: The B\ndescription: D");
        _folders.Write("g/h/i/j/k/c/README.md", Topics);
        _folders.Write("g/no-topics/README.md", "# T");
        _folders.Write("g/no-readme/.mlops.yaml", "topics: [x]");
        _folders.Write("README.md", Topics);

        Assert.Equal(["a", "g/b", "g/h/i/j/k/c"], await PathsAsync());
        var project = await GetAsync("g/b");
        Assert.Equal(("The B", "D"), (project!.Name, project.Description));
        Assert.Equal(["x"], project.Topics);
    }

    [Fact]
    public async Task Topics_of_both_places_count()
    {
        _folders.Write("a/README.md", "---\ntopics: one\n---\n");
        _folders.Write("a/.mlops.yaml", "topics: [two, ONE, 3, '']");

        Assert.Equal(["one", "two"], (await GetAsync("a"))!.Topics);
    }

    [Theory]
    [InlineData("---\ntopics: [a\n---\n")]
    [InlineData("---\ntopics: *a\n---\n")]
    [InlineData("---\ntopics: {a: b}\n---\n")]
    [InlineData("---\n- a\n---\n")]
    public async Task Front_matter_that_cannot_be_read_makes_no_project_and_no_failure(string readme)
    {
        _folders.Write("bad/README.md", readme);
        _folders.Write("good/README.md", Topics);

        Assert.Equal(["good"], await PathsAsync());
    }

    [Fact]
    public async Task Files_are_listed_but_no_hidden_ones_except_DVC_files()
    {
        _folders.Write("a/README.md", Topics);
        _folders.Write("a/v1.1.dvc", "outs: []");
        _folders.Write("a/deep/x.csv", "12345");
        _folders.Write("a/.git/config", "secret");
        _folders.Write("a/.dvc/config", "secret");
        _folders.Write("a/.env", "secret");
        _folders.Write("a/deep/.hidden/x", "secret");

        var project = await GetAsync("a");

        Assert.Equal(["README.md", "deep/x.csv", "v1.1.dvc"], project!.Files.Select(file => file.Path));
        Assert.Equal(5, project.Files[1].Size);
        Assert.False(project.FilesTruncated);
    }

    [Fact]
    public async Task A_file_belongs_to_the_innermost_project()
    {
        _folders.Write("a/README.md", Topics);
        _folders.Write("a/own.csv", "x");
        _folders.Write("a/inner/README.md", Topics);
        _folders.Write("a/inner/its.csv", "x");

        Assert.Equal(["README.md", "own.csv"], (await GetAsync("a"))!.Files.Select(file => file.Path));
        Assert.Equal(["README.md", "its.csv"], (await GetAsync("a/inner"))!.Files.Select(file => file.Path));
        Assert.Null(await ReadAsync("a", "inner/its.csv"));
        Assert.Equal("x", await ReadAsync("a/inner", "its.csv"));
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        using var outside = new ProjectFolders();
        outside.Write("secret/README.md", Topics);
        outside.Write("secret/x.csv", "secret");
        _folders.Write("a/README.md", Topics);
        Directory.CreateSymbolicLink(_folders.PathOf("a/out"), outside.PathOf("secret"));
        Directory.CreateSymbolicLink(_folders.PathOf("linked"), outside.PathOf("secret"));
        Directory.CreateSymbolicLink(_folders.PathOf("a/loop"), _folders.PathOf("a"));
        File.CreateSymbolicLink(_folders.PathOf("a/x.csv"), outside.PathOf("secret/x.csv"));
        Directory.CreateDirectory(_folders.PathOf("b"));
        File.CreateSymbolicLink(_folders.PathOf("b/README.md"), outside.PathOf("secret/README.md"));

        Assert.Equal(["a"], await PathsAsync());
        Assert.Equal(["README.md"], (await GetAsync("a"))!.Files.Select(file => file.Path));
        Assert.Null(await ReadAsync("a", "x.csv"));
        Assert.Null(await ReadAsync("a", "out/x.csv"));
        Assert.Null(await ReadAsync("linked", "x.csv"));
        Assert.Null(await GetAsync("linked"));
    }

    [Theory]
    [InlineData("a", "../b/README.md")]
    [InlineData("a", "/etc/passwd")]
    [InlineData("a", "%2e%2e/b/README.md")]
    [InlineData("a", "x/../../b/README.md")]
    [InlineData("a", ".mlops.yaml")]
    [InlineData("a", ".git/config")]
    [InlineData("a", "README.md/")]
    [InlineData("a", "sub")]
    [InlineData("a", "")]
    [InlineData("a", "README.md\0.png")]
    [InlineData("a", "README.md/x")]
    [InlineData("a/../b", "README.md")]
    [InlineData("..", "passwd")]
    [InlineData("", "top.txt")]
    [InlineData("/a", "README.md")]
    [InlineData("plain", "x.txt")]
    [InlineData("gone", "README.md")]
    public async Task Nothing_outside_a_project_is_read(string project, string file)
    {
        _folders.Write("top.txt", "secret");
        _folders.Write("plain/x.txt", "secret");
        _folders.Write("a/README.md", Topics);
        _folders.Write("a/sub/x", "x");
        _folders.Write("a/.mlops.yaml", "topics: [x]");
        _folders.Write("a/.git/config", "secret");
        _folders.Write("b/README.md", Topics);

        Assert.Null(await ReadAsync(project, file));
    }

    [Theory]
    [InlineData(0, null, "0123456789", 0)]
    [InlineData(3, null, "3456789", 3)]
    [InlineData(3, 4L, "3456", 3)]
    [InlineData(8, 100L, "89", 8)]
    [InlineData(10, null, "", 10)]
    [InlineData(99, 5L, "", 10)]
    [InlineData(0, 0L, "", 0)]
    public async Task A_part_of_a_file_is_read(long offset, long? length, string expected, long begins)
    {
        _folders.Write("a/README.md", Topics);
        _folders.Write("a/digits.txt", "0123456789");

        await using var content = await _folders.Source().OpenAsync("a", "digits.txt", new ByteRange(offset, length), Cancel);

        using var reader = new StreamReader(content!.Content);
        Assert.Equal(expected, await reader.ReadToEndAsync(Cancel));
        Assert.Equal((begins, expected.Length, 10L), (content.Offset, content.Length, content.TotalLength));
        Assert.NotNull(content.EntityTag);
        Assert.NotNull(content.LastModified);
    }

    [Fact]
    public async Task An_empty_file_is_read()
    {
        _folders.Write("a/README.md", Topics);
        _folders.Write("a/empty.txt", "");

        Assert.Equal("", await ReadAsync("a", "empty.txt"));
    }

    [Fact]
    public async Task The_change_key_follows_what_the_catalog_reads()
    {
        _folders.Write("a/README.md", Topics);
        _folders.Write("b/README.md", Topics);
        var source = _folders.Source();
        var before = await KeysAsync(source);

        Assert.Equal(before, await KeysAsync(source));

        _folders.Write("a/new.csv", "x");
        _folders.Write("b/.git/index", "x");
        var files = await KeysAsync(source);
        Assert.NotEqual(before["a"], files["a"]);
        Assert.Equal(before["b"], files["b"]);
        Assert.Equal(files["a"], (await source.GetAsync("a", Cancel))!.ChangeKey);

        _folders.Write("b/.mlops.yaml", "topics: [more]");
        Assert.NotEqual(files["b"], (await KeysAsync(source))["b"]);

        File.SetLastWriteTimeUtc(_folders.PathOf("a/new.csv"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.NotEqual(files["a"], (await KeysAsync(source))["a"]);
    }

    [Fact]
    public async Task The_oldest_and_the_newest_file_stand_for_making_and_last_activity()
    {
        _folders.Write("a/README.md", Topics);
        _folders.Write("a/x", "x");
        var (old, young) = (new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2002, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(_folders.PathOf("a/README.md"), old);
        File.SetLastWriteTimeUtc(_folders.PathOf("a/x"), young);

        var project = await GetAsync("a");

        Assert.Equal((old, young), (project!.CreatedAt.UtcDateTime, project.UpdatedAt.UtcDateTime));
    }

    [Fact]
    public async Task A_licence_file_is_recognised()
    {
        _folders.CopyFloodProjects();

        Assert.Equal("Apache-2.0", (await GetAsync("sharinghub-test/flood-model"))!.License);
    }

    [Fact]
    public async Task Walks_are_bounded()
    {
        for (var n = 0; n < 20; n++)
        {
            _folders.Write($"a/f{n}", "x");
            _folders.Write($"z{n:00}/README.md", Topics);
        }

        _folders.Write("a/README.md", Topics);
        _folders.Write("deep/1/2/3/4/README.md", Topics);
        _folders.Options.MaxFilesPerProject = 5;
        _folders.Options.MaxFolders = 10;
        _folders.Options.MaxDepth = 3;

        var project = await GetAsync("a");
        Assert.Equal(5, project!.Files.Count);
        Assert.True(project.FilesTruncated);
        var paths = await PathsAsync();
        Assert.InRange(paths.Count, 1, 10);
        Assert.DoesNotContain("deep/1/2/3/4", paths);
    }

    [Fact]
    public async Task Of_two_roots_with_the_same_project_the_first_counts_and_a_missing_root_is_borne()
    {
        using var second = new ProjectFolders();
        _folders.Write("a/README.md", Topics);
        _folders.Write("a/which", "first");
        second.Write("a/README.md", Topics);
        second.Write("a/which", "second");
        second.Write("b/README.md", Topics);
        _folders.Options.Folders.Add(second.Root);
        _folders.Options.Folders.Add(second.PathOf("nowhere"));

        Assert.Equal(["a", "b"], await PathsAsync());
        Assert.Equal("first", await ReadAsync("a", "which"));
    }

    [Fact]
    public async Task A_watch_gives_notice_of_what_appears_changes_and_goes()
    {
        _folders.Write("a/README.md", Topics);
        await using var changes = _folders.Source().WatchAsync(Cancel).GetAsyncEnumerator(Cancel);

        Assert.Null(await NextAsync());
        _folders.Write("b/README.md", Topics);
        Assert.Equal("b", await NextAsync());
        _folders.Write("a/new.csv", "x");
        Assert.Equal("a", await NextAsync());
        Directory.Delete(_folders.PathOf("b"), recursive: true);
        Assert.Equal("b", await NextAsync());

        async Task<string?> NextAsync()
        {
            Assert.True(await changes.MoveNextAsync());
            return changes.Current.ProjectPath;
        }
    }

    private async Task<List<string>> PathsAsync() =>
        [.. (await _folders.Source().ListAsync(null, Cancel)).Projects.Select(project => project.Path).Order(StringComparer.Ordinal)];

    private static async Task<Dictionary<string, string>> KeysAsync(FolderProjectSource source) =>
        (await source.ListAsync(null, Cancel)).Projects.ToDictionary(project => project.Path, project => project.ChangeKey);

    private Task<Project?> GetAsync(string path) => _folders.Source().GetAsync(path, Cancel);

    private async Task<string?> ReadAsync(string project, string file)
    {
        await using var content = await _folders.Source().OpenAsync(project, file, null, Cancel);
        if (content is null)
        {
            return null;
        }

        using var reader = new StreamReader(content.Content);
        return await reader.ReadToEndAsync(Cancel);
    }
}
