using Microsoft.Extensions.Options;
using Mlops.Storage.Folders;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Tests.Artifacts;

[Collection(nameof(Alone))]
public sealed class FolderArtifactStoreTests : ArtifactStoreContract, IDisposable
{
    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("mlops-artifacts-");
    private readonly FolderArtifactStore store;

    public FolderArtifactStoreTests() => store = NewStore();

    protected override IArtifactStore Store => store;

    private string Root => Path.Combine(temporary.FullName, "artifacts");

    public void Dispose() => temporary.Delete(recursive: true);

    [Fact]
    public async Task Folders_and_files_are_their_owners_alone()
    {
        await Write("a/b", "x");

        const UnixFileMode Others = (UnixFileMode)0b111_111;
        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(new DirectoryInfo(Root)))
        {
            Assert.Equal(UnixFileMode.None, entry.UnixFileMode & Others);
        }
    }

    [Fact]
    public async Task A_symbolic_link_to_a_file_outside_is_not_followed()
    {
        var secret = Path.Combine(temporary.FullName, "secret");
        await File.WriteAllTextAsync(secret, "secret", Stop);
        await Write("dir/a", "x");
        File.CreateSymbolicLink(Path.Combine(Root, "default", "dir", "link"), secret);

        await RefusesLink(() => Open("dir/link"));
        await RefusesLink(() => Store.StatAsync(Scope, At("dir/link"), Stop));
        await RefusesLink(() => Write("dir/link", "overwritten"));
        await RefusesLink(() => Store.DeleteAsync(Scope, At("dir/link"), Stop));
        await RefusesLink(() => store.BorrowAsync(Scope, At("dir/link"), Stop));
        Assert.Equal("dir/a:1", await Listing("dir"));
        Assert.Equal("secret", await File.ReadAllTextAsync(secret, Stop));
    }

    [Theory]
    [InlineData("outside")]
    [InlineData("absent")]
    public async Task A_symbolic_link_to_a_folder_is_not_followed(string target)
    {
        var outside = Directory.CreateDirectory(Path.Combine(temporary.FullName, "outside"));
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret"), "secret", Stop);
        await Write("dir/a", "x");
        Directory.CreateSymbolicLink(Path.Combine(Root, "default", "link"), Path.Combine(temporary.FullName, target));
        Directory.CreateSymbolicLink(Path.Combine(Root, "default", "dir", "inner"), outside.FullName);

        await RefusesLink(() => Store.ListAsync(Scope, At("link"), Stop));
        await RefusesLink(() => Open("link/secret"));
        await RefusesLink(() => Write("link/new", "x"));
        await RefusesLink(() => Store.DeleteAsync(Scope, At("link/secret"), Stop));
        Assert.Equal("dir/", await Listing(""));

        Assert.True(await Store.DeleteAsync(Scope, At("dir"), Stop));
        Assert.Equal("secret", Path.GetFileName(Assert.Single(Directory.GetFiles(outside.FullName))));
    }

    [Fact]
    public async Task A_link_in_place_of_a_workspace_is_not_followed()
    {
        store.EnsureReady();
        var outside = Directory.CreateDirectory(Path.Combine(temporary.FullName, "outside"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "projects"), outside.FullName);

        await RefusesLink(() => Store.WriteAsync("team/model", At("a"), Bytes("x"), Stop));
        Assert.Empty(outside.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task A_file_larger_than_the_bound_is_refused_and_leaves_nothing()
    {
        var bounded = NewStore(options => options.MaxArtifactBytes = 200_000);

        await bounded.WriteAsync(Scope, At("fits"), new PatternStream(200_000), Stop);
        var refusal = await Refusal(() => bounded.WriteAsync(Scope, At("big"), new PatternStream(200_001), Stop));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.ErrorCode);
        Assert.Contains("200000", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("fits:200000", await Listing(""));
        await NothingIsLeft();
    }

    [Fact]
    public async Task A_full_disk_is_told_in_a_way_that_clients_do_not_retry_and_leaves_nothing()
    {
        const int NoSpaceLeft = 28;

        var refusal = await Refusal(() => Store.WriteAsync(Scope, At("dir/file"), new BrokenStream(300_000, errno: NoSpaceLeft), Stop));

        Assert.Equal(ErrorCode.ResourceExhausted, refusal.ErrorCode);
        Assert.Equal(507, refusal.HttpStatus);
        Assert.Empty(await Listing(""));
        await NothingIsLeft();
    }

    [Fact]
    public async Task Leftovers_of_a_killed_process_are_swept_and_running_uploads_are_not()
    {
        store.EnsureReady();
        var staging = Path.Combine(Root, "staging");
        await File.WriteAllTextAsync(Path.Combine(staging, "left"), "half", Stop);
        Directory.CreateDirectory(Path.Combine(staging, "deleted", "deep"));
        var running = new GatedStream();
        var writing = Store.WriteAsync(Scope, At("running"), running, Stop);
        await running.Started;

        NewStore().EnsureReady();

        Assert.Empty(await Listing(""));
        Assert.Single(Directory.EnumerateFileSystemEntries(staging));
        running.Finish();
        await writing;
        Assert.Equal("running:1", await Listing(""));
        await NothingIsLeft();
    }

    [Fact]
    public async Task A_directory_is_lent_as_a_folder_of_the_disk()
    {
        await Write("m/model.onnx", "x");

        await using var lent = await store.BorrowAsync(Scope, At("m"), Stop);

        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(lent!.Path, "model.onnx"), Stop));
        Assert.Null(await store.BorrowAsync(Scope, At("absent"), Stop));
    }

    [Fact]
    public void Unusable_options_are_all_told_at_once()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => NewStore(options =>
        {
            options.Root = "relative";
            options.MaxArtifactBytes = 0;
        }));

        Assert.Equal(2, refusal.Failures.Count());
    }

    protected override Task NothingIsLeft()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Root, "staging")));
        return Task.CompletedTask;
    }

    private static async Task RefusesLink(Func<Task> action)
    {
        var refusal = await Refusal(action);
        Assert.Equal(400, refusal.HttpStatus);
        Assert.StartsWith("Invalid path", refusal.Message, StringComparison.Ordinal);
    }

    private FolderArtifactStore NewStore(Action<FolderArtifactStoreOptions>? configure = null)
    {
        var options = new FolderArtifactStoreOptions { Root = Root };
        configure?.Invoke(options);
        return new FolderArtifactStore(Options.Create(options));
    }
}
