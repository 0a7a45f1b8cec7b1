using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Mlops.Client.Tests.Fakes;

namespace Mlops.Client.Tests;

public sealed class DownloadTests : IDisposable
{
    private const string Uri = "mlflow-artifacts:/1/r1/artifacts/model.bin";
    private static readonly byte[] Content = Encoding.ASCII.GetBytes("0123456789");
    private readonly FakeServer _server = new();
    private readonly TempFolder _folder = new();

    private string Target => _folder.File("deep/model.bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_fetched_from_the_proxy()
    {
        var progress = new ProgressLog();
        _server.Then(_ => Whole("v1"));

        await _server.Client().Artifacts.DownloadFileAsync(Uri, Target, progress);

        Assert.Equal("/api/2.0/mlflow-artifacts/artifacts/1/r1/artifacts/model.bin", _server.Requests[0].Path);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
        Assert.Equal(new TransferProgress(10, 10, 1, 1), progress.Reports[^1]);
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_stopped()
    {
        _server.Then(_ => Breaking("v1", 4)).Then(_ => Breaking("v1", 3, from: 4)).Then(_ => Rest("v1", 7));

        await _server.Client().Artifacts.DownloadFileAsync(Uri, Target);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
        Assert.Equal([null, "bytes=4-", "bytes=7-"], _server.Requests.Select(request => request.Header("Range")));
        Assert.Equal([null, "\"v1\"", "\"v1\""], _server.Requests.Select(request => request.Header("If-Range")));
        Assert.All(_server.Requests, request => Assert.Equal("identity", request.Header("Accept-Encoding")));
    }

    [Fact]
    public async Task A_download_goes_on_as_long_as_every_round_brings_something()
    {
        for (var had = 0; had < 9; had++)
        {
            var from = had;
            _server.Then(_ => Breaking("v1", 1, from));
        }

        _server.Then(_ => Rest("v1", 9));

        await _server.Client(retry: new RetryLimits { MaxRetries = 1 }).Artifacts.DownloadFileAsync(Uri, Target);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
        Assert.Equal(10, _server.Requests.Count);
    }

    [Fact]
    public async Task A_download_that_brings_nothing_ends()
    {
        _server.Otherwise = (_, _) => Task.FromResult(Breaking("v1", 0));

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client().Artifacts.DownloadFileAsync(Uri, Target));

        Assert.True(failure.IsTransient);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Another_process_goes_on_with_what_there_is()
    {
        _server.Then(_ => Breaking("v1", 6)).Then(new HttpResponseMessage(HttpStatusCode.Forbidden)).Then(_ => Rest("v1", 6));
        await Assert.ThrowsAsync<MlopsException>(() => _server.Client().Artifacts.DownloadFileAsync(Uri, Target));

        await _server.Client().Artifacts.DownloadFileAsync(Uri, Target);

        Assert.Equal("bytes=6-", _server.Requests[^1].Header("Range"));
        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_file_that_has_changed_meanwhile_is_fetched_anew()
    {
        var other = Encoding.ASCII.GetBytes("abcdefgh");
        _server.Then(_ => Breaking("v1", 6)).Then(_ => Answer(HttpStatusCode.OK, "v2", other));

        await _server.Client().Artifacts.DownloadFileAsync(Uri, Target);

        Assert.Equal(other, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task Without_a_version_to_hold_on_to_a_download_starts_anew()
    {
        _server.Then(_ => Breaking(null, 6)).Then(_ => Whole(null));

        await _server.Client().Artifacts.DownloadFileAsync(Uri, Target);

        Assert.Null(_server.Requests[1].Header("Range"));
        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task What_is_there_of_a_file_that_became_shorter_is_thrown_away()
    {
        _folder.Write("deep/model.bin.part", new byte[20]);
        _folder.Write("deep/model.bin.part.etag", "\"v1\""u8.ToArray());
        _server.Then(new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable)).Then(_ => Whole("v2"));

        await _server.Client().Artifacts.DownloadFileAsync(Uri, Target);

        Assert.Equal(Content, await File.ReadAllBytesAsync(Target));
    }

    [Fact]
    public async Task A_file_that_is_not_there_leaves_nothing_behind()
    {
        _server.Then(FakeServer.Error(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "No such artifact"));

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client().Artifacts.DownloadFileAsync(Uri, Target));

        Assert.Equal("RESOURCE_DOES_NOT_EXIST", failure.ErrorCode);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    public async Task A_listing_cannot_lead_out_of_the_folder(string name)
    {
        _server.Then(FakeServer.Json(System.Text.Json.JsonSerializer.Serialize(new { files = new[] { new { path = name, is_dir = false, file_size = 3 } } })));

        await Assert.ThrowsAsync<MlopsException>(() => _server.Client().Artifacts.DownloadFolderAsync("mlflow-artifacts:/1/r1/artifacts", _folder.Path));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_tree_without_end_is_not_followed()
    {
        _server.Otherwise = (_, _) => Task.FromResult(FakeServer.Json("""{"files":[{"path":"d","is_dir":true}]}"""));

        await Assert.ThrowsAsync<MlopsException>(() => _server.Client().Artifacts.DownloadFolderAsync("mlflow-artifacts:/1", _folder.Path));

        Assert.InRange(_server.Requests.Count, 1, 100);
    }

    private static HttpResponseMessage Whole(string? version) => Answer(HttpStatusCode.OK, version, Content);

    private static HttpResponseMessage Rest(string version, int from)
    {
        var response = Answer(HttpStatusCode.PartialContent, version, Content[from..]);
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, Content.Length - 1, Content.Length);
        return response;
    }

    private static HttpResponseMessage Breaking(string? version, int after, int from = 0)
    {
        var response = from == 0 ? Whole(version) : Rest(version!, from);
        var headers = response.Content.Headers;
        response.Content = new StreamContent(new BrokenStream(Content[from..(from + after)]));
        response.Content.Headers.ContentLength = headers.ContentLength;
        response.Content.Headers.ContentRange = headers.ContentRange;
        return response;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string? version, byte[] bytes)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(bytes) };
        response.Headers.ETag = version is null ? null : new EntityTagHeaderValue($"\"{version}\"");
        return response;
    }
}
