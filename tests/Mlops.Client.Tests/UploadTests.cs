using System.Net;
using System.Text;
using Mlops.Client.Tests.Fakes;

namespace Mlops.Client.Tests;

public sealed class UploadTests : IDisposable
{
    private const string Root = "mlflow-artifacts:/1/r1/artifacts";
    private readonly FakeServer _server = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_put_below_the_proxy()
    {
        var file = _folder.Write("model.bin", "abc"u8.ToArray());

        await _server.Client(uri: "http://server.test/mlflow/land/use/tracking/").Artifacts.UploadFileAsync(file, Root + "/my model/größe.bin");

        Assert.Equal("PUT", _server.Requests[0].Method);
        Assert.Equal("/mlflow/land/use/tracking/api/2.0/mlflow-artifacts/artifacts/1/r1/artifacts/my%20model/gr%C3%B6%C3%9Fe.bin", _server.Requests[0].Path);
        Assert.Equal("abc", _server.Requests[0].Body);
    }

    [Fact]
    public async Task A_failed_upload_is_sent_again_from_the_start()
    {
        _server.Then(new HttpResponseMessage(HttpStatusCode.BadGateway)).ThenFail(HttpRequestError.ResponseEnded);
        var progress = new ProgressLog();
        using var content = new MemoryStream("--abc"u8.ToArray()) { Position = 2 };

        await _server.Client().Artifacts.UploadAsync(content, Root + "/x", progress);

        Assert.Equal(["abc", "abc", "abc"], _server.Requests.Select(request => request.Body));
        Assert.Equal(new TransferProgress(3, 3, 1, 1), progress.Reports[^1]);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_rewound_is_sent_once()
    {
        _server.Then(new HttpResponseMessage(HttpStatusCode.BadGateway));
        await using var content = new ForwardStream("abc"u8.ToArray());

        await Assert.ThrowsAsync<MlopsException>(() => _server.Client().Artifacts.UploadAsync(content, Root + "/x"));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Progress_never_goes_back()
    {
        var file = _folder.Write("big.bin", new byte[3 << 20]);
        _server.Then(new HttpResponseMessage(HttpStatusCode.BadGateway));
        var progress = new ProgressLog();

        await _server.Client().Artifacts.UploadFileAsync(file, Root + "/big.bin", progress);

        var done = progress.Reports.Select(report => report.BytesDone).ToList();
        Assert.Equal(done.Order(), done);
        Assert.Equal(new TransferProgress(3 << 20, 3 << 20, 1, 1), progress.Reports[^1]);
        Assert.Equal("100-continue", _server.Requests[0].Header("Expect"));
    }

    [Fact]
    public async Task A_folder_is_sent_with_what_lies_in_it()
    {
        _folder.Write("MLmodel", "a"u8.ToArray());
        _folder.Write("data/weights/w.bin", "bcd"u8.ToArray());
        var progress = new ProgressLog();

        var files = await _server.Client().Artifacts.UploadFolderAsync(_folder.Path, Root + "/model", progress);

        Assert.Equal(2, files);
        Assert.Equal(
            ["model/MLmodel a", "model/data/weights/w.bin bcd"],
            _server.Requests.Select(request => $"{request.Path["/api/2.0/mlflow-artifacts/artifacts/1/r1/artifacts/".Length..]} {request.Body}").Order(StringComparer.Ordinal));
        Assert.Equal(new TransferProgress(4, 4, 2, 2), progress.Reports[^1]);
    }

    [Fact]
    public async Task Links_to_files_are_followed_and_links_to_folders_are_not()
    {
        _folder.Write("store/w.bin", "bcd"u8.ToArray());
        Directory.CreateDirectory(_folder.File("model"));
        File.CreateSymbolicLink(_folder.File("model/w.bin"), _folder.File("store/w.bin"));
        Directory.CreateSymbolicLink(_folder.File("model/loop"), _folder.File("model"));

        await _server.Client().Artifacts.UploadFolderAsync(_folder.File("model"), Root);

        var sent = Assert.Single(_server.Requests);
        Assert.Equal("bcd", sent.Body);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/1/../../secret")]
    [InlineData("mlflow-artifacts:/1/%2e%2e/secret")]
    [InlineData("mlflow-artifacts:/a#b")]
    public async Task A_path_that_leads_elsewhere_is_refused_before_anything_is_sent(string uri)
    {
        using var content = new MemoryStream();

        await Assert.ThrowsAsync<ArgumentException>(() => _server.Client().Artifacts.UploadAsync(content, uri));

        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("s3://bucket/model")]
    [InlineData("file:///tmp/model")]
    [InlineData("/tmp/model")]
    [InlineData("http://elsewhere.test/model")]
    public async Task Artifacts_that_the_server_does_not_keep_are_out_of_reach(string uri)
    {
        using var content = new MemoryStream();

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client().Artifacts.UploadAsync(content, uri));

        Assert.Equal("NOT_IMPLEMENTED", failure.ErrorCode);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("runs:/r1/model/x", "/api/2.0/mlflow-artifacts/artifacts/1/r1/artifacts/model/x")]
    [InlineData("models:/flower/3/x", "/api/2.0/mlflow-artifacts/artifacts/1/r9/artifacts/model/x")]
    [InlineData("models:/flower@champion/x", "/api/2.0/mlflow-artifacts/artifacts/1/r9/artifacts/model/x")]
    [InlineData("models:/flower/latest/x", "/api/2.0/mlflow-artifacts/artifacts/1/r9/artifacts/model/x")]
    [InlineData("mlflow-artifacts://other:81/1/x", "/api/2.0/mlflow-artifacts/artifacts/1/x")]
    [InlineData("http://server.test/api/2.0/mlflow-artifacts/artifacts/1/x", "/api/2.0/mlflow-artifacts/artifacts/1/x")]
    public async Task Every_way_to_name_an_artifact_leads_to_the_proxy(string uri, string path)
    {
        const string version = """{"model_version":{"name":"flower","version":"3","creation_timestamp":1,"status":"READY"}}""";
        _server.Otherwise = (request, _) => Task.FromResult(FakeServer.Json(request.Path[(request.Path.LastIndexOf('/') + 1)..] switch
        {
            "get" => """{"run":{"info":{"run_id":"r1","run_uuid":"r1","experiment_id":"1","status":"RUNNING","lifecycle_stage":"active","artifact_uri":"mlflow-artifacts:/1/r1/artifacts"}}}""",
            "alias" => version,
            "get-download-uri" => """{"artifact_uri":"mlflow-artifacts:/1/r9/artifacts/model"}""",
            _ => "{}",
        }));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("abc"));

        await _server.Client().Artifacts.UploadAsync(content, uri);

        Assert.Equal(path, _server.Requests[^1].Path);
        Assert.Equal(uri.Contains("other", StringComparison.Ordinal) ? "http://other:81" : "http://server.test", _server.Requests[^1].Uri.GetLeftPart(UriPartial.Authority));
    }
}
