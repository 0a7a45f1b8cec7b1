using System.Text;
using CsCheck;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Tests.Artifacts;

/// <summary>What every <see cref="IArtifactStore"/> keeps to. Each test has a store of its own.</summary>
public abstract class ArtifactStoreContract
{
    protected const string Scope = "";

    protected abstract IArtifactStore Store { get; }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        var written = await Write("1/r/artifacts/a.txt", "hello");
        var stat = await Store.StatAsync(Scope, At("1/r/artifacts/a.txt"), Stop);

        Assert.Equal("hello", await Read("1/r/artifacts/a.txt"));
        Assert.Equal(written, stat);
        Assert.Equal(("a.txt", false, 5L), (written.Name, written.IsDirectory, written.Size));
        Assert.NotEqual(default, written.LastModified);
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await Write("dir/empty", "");

        await using var content = await Open("dir/empty");
        Assert.Equal((0, 0, 0), (content!.Offset, content.Length, content.TotalLength));
        Assert.Equal("dir/empty:0", await Listing("dir"));
    }

    [Fact]
    public async Task A_listing_shows_one_directory_in_order_of_names()
    {
        await Write("d/b.txt", "22");
        await Write("d/deep/er/c.bin", "x");
        await Write("d/B.txt", "1");
        await Write("d/.hidden", "333");
        await Write("d/na me+b.txt", "");
        await Write("e/other", "");

        Assert.Equal("d/.hidden:3 d/B.txt:1 d/b.txt:2 d/deep/ d/na me+b.txt:0", await Listing("d"));
        Assert.Equal("d/deep/er/", await Listing("d/deep"));
        Assert.Equal("d/ e/", await Listing(""));
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_lies()
    {
        await Write("a", "file");

        Assert.Empty(await Listing("absent"));
        Assert.Empty(await Listing("a"));
        Assert.Null(await Open("absent"));
        Assert.Null(await Open("a/below"));
        Assert.Null(await Store.StatAsync(Scope, At("a/below"), Stop));
        Assert.False(await Store.DeleteAsync(Scope, At("absent"), Stop));
        Assert.Null(await Open("a%00b"));
    }

    [Fact]
    public async Task A_directory_is_no_file()
    {
        await Write("dir/a", "x");

        Assert.Null(await Open("dir"));
        Assert.True((await Store.StatAsync(Scope, At("dir"), Stop))!.IsDirectory);
    }

    [Fact]
    public async Task A_file_is_replaced_as_a_whole()
    {
        await Write("a", "a longer text");
        await using var before = await Open("a");
        await Write("a", "short");

        Assert.Equal("short", await Read("a"));
        await using var after = await Open("a");
        Assert.NotEqual(before!.Version, after!.Version);
    }

    [Fact]
    public async Task Workspaces_share_nothing()
    {
        string[] scopes = ["", "a", "a/b", "A", "default", "projects", "projects/a", "..", ".", "a%2Fb", "a~b", new('x', 300), new string('x', 299) + "y"];
        foreach (var scope in scopes)
        {
            await Store.WriteAsync(scope, At("b/file"), Bytes(scope), Stop);
        }

        foreach (var scope in scopes)
        {
            await using var content = await Store.OpenAsync(scope, At("b/file"), null, Stop);
            Assert.Equal(scope, await Text(content!));
            Assert.Equal(["b"], (await Store.ListAsync(scope, ArtifactPath.Root, Stop)).Select(entry => entry.Name));
        }

        Assert.True(await Store.DeleteAsync("a", At("b"), Stop));
        Assert.NotNull(await Store.StatAsync("a/b", At("b/file"), Stop));
        Assert.NotNull(await Store.StatAsync("", At("b/file"), Stop));
    }

    [Theory]
    [InlineData(0, 3, "abcd")]
    [InlineData(2, 2, "c")]
    [InlineData(7, 100, "hij")]
    [InlineData(10, 20, "")]
    public async Task A_range_gives_its_part(long first, long last, string part)
    {
        await Write("f", "abcdefghij");

        await using var content = await Store.OpenAsync(Scope, At("f"), ArtifactRange.Between(first, last), Stop);

        Assert.Equal(part, await Text(content!));
        Assert.Equal((first, part.Length, 10), (content!.Offset, content.Length, content.TotalLength));
    }

    [Fact]
    public async Task A_suffix_range_gives_the_end()
    {
        await Write("f", "abcdefghij");

        await using var content = await Store.OpenAsync(Scope, At("f"), ArtifactRange.Last(3), Stop);

        Assert.Equal("hij", await Text(content!));
        Assert.Equal(7, content!.Offset);
    }

    [Fact]
    public async Task Deleting_a_directory_deletes_what_lies_in_it_and_the_directories_left_empty()
    {
        await Write("top/dir/a", "x");
        await Write("top/dir/deep/b", "x");
        await Write("other", "x");

        Assert.True(await Store.DeleteAsync(Scope, At("top/dir"), Stop));

        Assert.Equal("other:1", await Listing(""));
        Assert.False(await Store.DeleteAsync(Scope, At("top/dir"), Stop));
        Assert.True(await Store.DeleteAsync(Scope, At("other"), Stop));
        Assert.Empty(await Listing(""));
    }

    [Fact]
    public async Task The_root_cannot_be_written_or_deleted()
    {
        await Write("a", "x");

        Assert.Equal(400, (await Refusal(() => Store.DeleteAsync(Scope, ArtifactPath.Root, Stop))).HttpStatus);
        Assert.Equal(400, (await Refusal(() => Store.WriteAsync(Scope, ArtifactPath.Root, Bytes("x"), Stop))).HttpStatus);
        Assert.Equal("a:1", await Listing(""));
    }

    [Fact]
    public async Task A_file_cannot_stand_where_a_directory_is_nor_the_reverse()
    {
        await Write("dir/file", "x");

        var onDirectory = await Refusal(() => Write("dir", "y"));
        var belowFile = await Refusal(() => Write("dir/file/below/it", "y"));

        Assert.Equal(ErrorCode.ResourceConflict, onDirectory.ErrorCode);
        Assert.Equal(ErrorCode.ResourceConflict, belowFile.ErrorCode);
        Assert.Contains("dir/file", belowFile.Message, StringComparison.Ordinal);
        Assert.Equal("x", await Read("dir/file"));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_changes_nothing()
    {
        await Write("kept", "before");

        await Assert.ThrowsAsync<IOException>(() => Store.WriteAsync(Scope, At("kept"), new BrokenStream(300_000), Stop));
        await Assert.ThrowsAsync<IOException>(() => Store.WriteAsync(Scope, At("new/file"), new BrokenStream(300_000), Stop));

        Assert.Equal("before", await Read("kept"));
        Assert.Equal("kept:6", await Listing(""));
        await NothingIsLeft();
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_changes_nothing()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var writing = Store.WriteAsync(Scope, At("new/file"), new BrokenStream(300_000, cancel), cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Empty(await Listing(""));
        await NothingIsLeft();
    }

    [Fact]
    public async Task Of_concurrent_writes_to_one_path_one_survives_whole()
    {
        var writers = Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Store.WriteAsync(Scope, At("x/y/file"), Bytes(new string((char)('a' + i), 100_000 + i)), Stop), Stop));
        await Task.WhenAll(writers);

        var text = await Read("x/y/file");
        Assert.Equal(new string(text[0], 100_000 + text[0] - 'a'), text);
        await NothingIsLeft();
    }

    [Fact]
    public async Task Writing_beside_a_deletion_succeeds()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () =>
            {
                for (var n = 0; n < 20; n++)
                {
                    await Write($"dir/sub{i}/file", "x");
                    await Store.DeleteAsync(Scope, At($"dir/sub{i}"), Stop);
                }
            },
            Stop)));

        Assert.Empty(await Listing(""));
    }

    [Fact]
    public async Task A_large_file_is_streamed_in_bounded_memory()
    {
        const long Size = 100 * 1024 * 1024;
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Store.WriteAsync(Scope, At("big"), new PatternStream(Size), Stop);
        await using var content = await Open("big");
        await using var check = new PatternCheck();
        await content!.CopyToAsync(check, Stop);

        Assert.Equal(Size, check.Length);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task Any_files_written_are_listed_and_read_back()
    {
        var name = Gen.OneOf("a", "b", "c d", "é", "%", "%20", "c%20d", "+", "x=1", "x:y");
        var path = name.Array[1, 4].Select(names => "root/" + string.Join('/', names));
        var files = Gen.Select(path, Gen.String[Gen.Char.AlphaNumeric, 0, 40]).Array[1, 8];
        var sample = 0;

        await files.SampleAsync(async written =>
        {
            var scope = $"sample{Interlocked.Increment(ref sample)}";
            var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (at, text) in written)
            {
                var collides = kept.Keys.Any(key => key.StartsWith(at + "/", StringComparison.Ordinal) || at.StartsWith(key + "/", StringComparison.Ordinal));
                if (collides)
                {
                    await Refusal(() => Store.WriteAsync(scope, At(at), Bytes(text), Stop));
                }
                else
                {
                    await Store.WriteAsync(scope, At(at), Bytes(text), Stop);
                    kept[at] = text;
                }
            }

            Assert.Equal(kept, await Everything(scope, ArtifactPath.Root));
        }, iter: 60);
    }

    /// <summary>Checks that no trace of an unfinished upload is kept.</summary>
    protected abstract Task NothingIsLeft();

    protected static ArtifactPath At(string path) => ArtifactPath.Parse(path);

    protected static Stream Bytes(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    protected Task<ArtifactEntry> Write(string path, string text) => Store.WriteAsync(Scope, At(path), Bytes(text), Stop);

    protected Task<ArtifactContent?> Open(string path) => Store.OpenAsync(Scope, At(path), null, Stop);

    protected async Task<string> Read(string path)
    {
        await using var content = await Open(path);
        Assert.NotNull(content);
        return await Text(content);
    }

    protected async Task<string> Listing(string path)
    {
        var prefix = path.Length == 0 ? "" : path + "/";
        var entries = await Store.ListAsync(Scope, At(path), Stop);
        return string.Join(' ', entries.Select(entry => prefix + entry.Name + (entry.IsDirectory ? "/" : $":{entry.Size}")));
    }

    protected static Task<MlflowException> Refusal(Func<Task> action) => Assert.ThrowsAsync<MlflowException>(action);

    private static async Task<string> Text(ArtifactContent content)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Stop);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private async Task<SortedDictionary<string, string>> Everything(string scope, ArtifactPath directory)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in await Store.ListAsync(scope, directory, Stop))
        {
            var path = directory.Append(At(entry.Name));
            if (!entry.IsDirectory)
            {
                await using var content = await Store.OpenAsync(scope, path, null, Stop);
                found[path.Value] = await Text(content!);
                continue;
            }

            foreach (var (key, value) in await Everything(scope, path))
            {
                found[key] = value;
            }
        }

        return found;
    }
}
