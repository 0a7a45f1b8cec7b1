using System.Text;
using Microsoft.Extensions.Options;
using Mlops.Storage.Folders;
using Mlops.Storage.Tests.Registry;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Tests.Artifacts;

public sealed class FolderMultipartUploadTests : IDisposable
{
    private const string Scope = "team/project";
    private static readonly ArtifactPath Path = ArtifactPath.Parse("1/r/artifacts/big.bin");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-multipart-");
    private readonly ManualClock _clock = new();
    private readonly FolderArtifactStore _store;
    private readonly FolderMultipartUploads _uploads;

    public FolderMultipartUploadTests()
    {
        var options = Options.Create(new FolderArtifactStoreOptions { Root = _folder.FullName, MaxArtifactBytes = 100 });
        _store = new FolderArtifactStore(options);
        _uploads = new FolderMultipartUploads(_store, options, _clock);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Parts_that_come_in_any_order_become_one_file()
    {
        var id = await _uploads.CreateAsync(Scope, Path, 3, Stop);
        var parts = new List<ArtifactPart> { await Put(id, 3, "c"), await Put(id, 1, "aaa"), await Put(id, 2, "bb") };
        Assert.Null(await _store.StatAsync(Scope, Path, Stop));

        await _uploads.CompleteAsync(Scope, Path, id, parts, Stop);

        Assert.Equal("aaabbc", await Read());
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_part_that_comes_again_is_taken_by_its_tag()
    {
        var id = await _uploads.CreateAsync(Scope, Path, 1, Stop);
        var first = await Put(id, 1, "first");
        var second = await Put(id, 1, "second");
        Assert.NotEqual(first.Tag, second.Tag);
        await _uploads.CompleteAsync(Scope, Path, id, [first], Stop);
        Assert.Equal("first", await Read());
    }

    [Fact]
    public async Task Completing_may_be_repeated()
    {
        var id = await _uploads.CreateAsync(Scope, Path, 1, Stop);
        var part = await Put(id, 1, "a");
        await _uploads.CompleteAsync(Scope, Path, id, [part], Stop);
        await _uploads.CompleteAsync(Scope, Path, id, [part], Stop);
        Assert.Equal("a", await Read());
    }

    [Fact]
    public async Task A_list_that_does_not_name_every_part_once_is_refused()
    {
        var id = await _uploads.CreateAsync(Scope, Path, 2, Stop);
        var (one, two) = (await Put(id, 1, "a"), await Put(id, 2, "b"));
        ArtifactPart[][] wrong =
        [
            [], [one], [two], [one, one], [one, two, two], [one, two with { Number = 3 }], [one, two with { Tag = "x" }], [one, two with { Tag = one.Tag }],
            [one, two with { Tag = "../target" }], [one with { Number = 0 }, two], [one, two with { Number = int.MinValue }],
        ];
        foreach (var parts in wrong)
        {
            await Refused(ErrorCode.InvalidParameterValue, () => _uploads.CompleteAsync(Scope, Path, id, parts, Stop));
        }

        Assert.Null(await _store.StatAsync(Scope, Path, Stop));
        await _uploads.CompleteAsync(Scope, Path, id, [two, one], Stop);
        Assert.Equal("ab", await Read());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task A_part_that_the_upload_does_not_have_is_refused(int number)
    {
        var id = await _uploads.CreateAsync(Scope, Path, 2, Stop);
        await Refused(ErrorCode.InvalidParameterValue, () => Put(id, number, "a"));
    }

    [Fact]
    public async Task An_aborted_upload_leaves_nothing()
    {
        var id = await _uploads.CreateAsync(Scope, Path, 1, Stop);
        var part = await Put(id, 1, "a");
        await _uploads.AbortAsync(Scope, Path, id, Stop);
        await _uploads.AbortAsync(Scope, Path, id, Stop);
        await Refused(ErrorCode.ResourceDoesNotExist, () => Put(id, 1, "a"));
        await Refused(ErrorCode.ResourceDoesNotExist, () => _uploads.CompleteAsync(Scope, Path, id, [part], Stop));
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_upload_is_for_its_workspace_and_file_alone()
    {
        var id = await _uploads.CreateAsync(Scope, Path, 1, Stop);
        var part = await Put(id, 1, "a");
        foreach (var (scope, path) in new[] { ("other", Path), ("", Path), (Scope, ArtifactPath.Parse("1/r/artifacts/other.bin")) })
        {
            await Refused(ErrorCode.ResourceDoesNotExist, () => _uploads.WritePartAsync(scope, path, id, 1, Bytes("x"), Stop));
            await Refused(ErrorCode.ResourceDoesNotExist, () => _uploads.CompleteAsync(scope, path, id, [part], Stop));
            await _uploads.AbortAsync(scope, path, id, Stop);
        }

        await _uploads.CompleteAsync(Scope, Path, id, [part], Stop);
        Assert.Equal("a", await Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../staging")]
    [InlineData("0123456789abcdef0123456789abcdeF")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef\n")]
    public async Task An_id_that_was_never_given_is_unknown(string id)
    {
        await Refused(ErrorCode.ResourceDoesNotExist, () => Put(id, 1, "a"));
        await Refused(ErrorCode.ResourceDoesNotExist, () => _uploads.CompleteAsync(Scope, Path, id, [], Stop));
        await _uploads.AbortAsync(Scope, Path, id, Stop);
    }

    [Fact]
    public async Task More_bytes_than_an_artifact_may_have_are_refused()
    {
        var id = await _uploads.CreateAsync(Scope, Path, 2, Stop);
        await Put(id, 1, new string('a', 80));
        await Refused(ErrorCode.InvalidParameterValue, () => Put(id, 2, new string('b', 21)));
        await Put(id, 2, new string('b', 20));
        await Refused(ErrorCode.InvalidParameterValue, () => Put(id, 2, "c"));
    }

    [Fact]
    public async Task A_file_cannot_take_the_place_of_a_directory()
    {
        await _store.WriteAsync(Scope, Path, Bytes("x"), Stop);
        await Refused(ErrorCode.ResourceConflict, () => _uploads.CreateAsync(Scope, Path.Parent, 1, Stop));
        await Refused(ErrorCode.InvalidParameterValue, () => _uploads.CreateAsync(Scope, ArtifactPath.Root, 1, Stop));
    }

    [Fact]
    public async Task What_nobody_completes_for_a_day_is_forgotten()
    {
        var old = await _uploads.CreateAsync(Scope, Path, 1, Stop);
        await Put(old, 1, "a");
        var young = await _uploads.CreateAsync(Scope, Path, 1, Stop);
        Directory.SetLastWriteTimeUtc(System.IO.Path.Combine(_folder.FullName, "uploads", old), _clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(23));
        Directory.SetLastWriteTimeUtc(System.IO.Path.Combine(_folder.FullName, "uploads", young), _clock.GetUtcNow().UtcDateTime);
        _clock.Advance(TimeSpan.FromHours(2));

        await _uploads.CreateAsync(Scope, Path, 1, Stop);

        await Refused(ErrorCode.ResourceDoesNotExist, () => Put(old, 1, "a"));
        await Put(young, 1, "a");
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task Refused(string code, Func<Task> call) => Assert.Equal(code, (await Assert.ThrowsAsync<MlflowException>(call)).ErrorCode);

    private async Task<ArtifactPart> Put(string id, int number, string text) => new(number, await _uploads.WritePartAsync(Scope, Path, id, number, Bytes(text), Stop));

    private async Task<string> Read()
    {
        await using var content = await _store.OpenAsync(Scope, Path, null, Stop);
        using var bytes = new MemoryStream();
        await content!.CopyToAsync(bytes, Stop);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
