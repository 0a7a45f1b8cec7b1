using System.Net;
using System.Net.Http.Headers;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>The routes that <c>mlflow-artifacts:</c> URIs stand for.</summary>
public sealed class ArtifactProxyTests : IAsyncLifetime
{
    private const string Proxy = ArtifactHost.Proxy;
    private ArtifactHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await ArtifactHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("/api", "/ajax-api")]
    [InlineData("/ajax-api", "/api")]
    public async Task What_is_uploaded_is_downloaded_under_both_prefixes(string upload, string download)
    {
        using var put = await host.PutAsync($"{upload}/2.0/mlflow-artifacts/artifacts/1/r/a.txt", "hello");
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("application/json", put.Content.Headers.ContentType!.ToString());
        Assert.Equal("{}", await put.Content.ReadAsStringAsync(Stop));

        using var got = await host.GetAsync($"{download}/2.0/mlflow-artifacts/artifacts/1/r/a.txt");
        Assert.Equal("hello", await got.Content.ReadAsStringAsync(Stop));
        Assert.Equal(5, got.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("page.html", "text/html", "attachment; filename=page.html")]
    [InlineData("x.svg", "image/svg+xml", "attachment; filename=x.svg")]
    [InlineData("d.json", "text/plain", "attachment; filename=d.json")]
    [InlineData("mlproject", "text/plain", "attachment; filename=mlproject")]
    [InlineData("model.pkl", "application/octet-stream", "attachment; filename=model.pkl")]
    [InlineData("na%20me+b.txt", "text/plain", "attachment; filename=\"na me+b.txt\"; filename*=UTF-8''na%20me+b.txt")]
    [InlineData("a%22b.txt", "text/plain", "attachment; filename=\"a\\\"b.txt\"; filename*=UTF-8''a%22b.txt")]
    public async Task A_browser_is_told_to_save_an_artifact_and_not_to_run_it(string name, string type, string disposition)
    {
        using var upload = new HttpRequestMessage(HttpMethod.Put, $"{Proxy}/1/{name}") { Content = new StringContent("<script>") };
        upload.Content.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        using var put = await host.Client.SendAsync(upload, Stop);
        using var got = await host.GetAsync($"{Proxy}/1/{name}");

        Assert.Equal(type, got.Content.Headers.ContentType!.ToString());
        Assert.Equal(disposition, got.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", got.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("bytes=1-3", 206, "bcd", "bytes 1-3/10")]
    [InlineData("bytes=7-", 206, "hij", "bytes 7-9/10")]
    [InlineData("bytes=-2", 206, "ij", "bytes 8-9/10")]
    [InlineData("bytes=-99", 206, "abcdefghij", "bytes 0-9/10")]
    [InlineData("bytes=8-99", 206, "ij", "bytes 8-9/10")]
    [InlineData("bytes=10-", 416, "", "bytes */10")]
    [InlineData("bytes=-0", 416, "", "bytes */10")]
    [InlineData("bytes=0-1,4-5", 200, "abcdefghij", null)]
    [InlineData("bytes=3-1", 200, "abcdefghij", null)]
    [InlineData("lines=1-2", 200, "abcdefghij", null)]
    [InlineData("bytes=x", 200, "abcdefghij", null)]
    public async Task A_range_is_answered_with_its_part(string range, int status, string part, string? contentRange)
    {
        await host.PutAsync($"{Proxy}/1/f", "abcdefghij");

        using var got = await host.GetAsync($"{Proxy}/1/f", range);

        Assert.Equal(status, (int)got.StatusCode);
        Assert.Equal(part, await got.Content.ReadAsStringAsync(Stop));
        Assert.Equal(contentRange, got.Content.Headers.ContentRange?.ToString());
        Assert.Equal("bytes", got.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task A_range_of_another_version_is_answered_with_the_whole_file()
    {
        await host.PutAsync($"{Proxy}/1/f", "abcdefghij");
        using var first = await host.GetAsync($"{Proxy}/1/f");
        var tag = first.Headers.ETag!;

        Assert.Equal(HttpStatusCode.PartialContent, await ResumeAsync());
        await host.PutAsync($"{Proxy}/1/f", "another version");
        Assert.Equal(HttpStatusCode.OK, await ResumeAsync());

        async Task<HttpStatusCode> ResumeAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Proxy}/1/f");
            request.Headers.Range = new RangeHeaderValue(5, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(tag);
            using var answer = await host.Client.SendAsync(request, Stop);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_version_that_the_caller_holds_is_not_sent_again()
    {
        await host.PutAsync($"{Proxy}/1/f", "abc");
        using var first = await host.GetAsync($"{Proxy}/1/f");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Proxy}/1/f");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await host.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Head_tells_length_and_type_without_the_bytes()
    {
        await host.PutAsync($"{Proxy}/1/f.txt", "abcdef");

        var answer = await host.SendRawAsync("HEAD", $"{Proxy}/1/f.txt");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Content-Length: 6", answer.Head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain", answer.Head, StringComparison.Ordinal);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task A_listing_shows_names_sizes_and_directories()
    {
        await host.PutAsync($"{Proxy}/1/r/b.txt", "22");
        await host.PutAsync($"{Proxy}/1/r/a/deep.txt", "x");
        await host.PutAsync($"{Proxy}/1/r/empty", "");

        using var listed = await host.GetAsync($"{Proxy}?path=1%2Fr");
        using var file = await host.GetAsync($"{Proxy}?path=1/r/b.txt");
        using var absent = await host.GetAsync($"{Proxy}?path=absent");
        using var root = await host.GetAsync(Proxy);

        Assert.Equal(
            """{"files":[{"path":"a","is_dir":true},{"path":"b.txt","is_dir":false,"file_size":2},{"path":"empty","is_dir":false}]}""",
            await listed.Content.ReadAsStringAsync(Stop));
        Assert.Equal("{}", await file.Content.ReadAsStringAsync(Stop));
        Assert.Equal("{}", await absent.Content.ReadAsStringAsync(Stop));
        Assert.Equal("""{"files":[{"path":"1","is_dir":true}]}""", await root.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Deleting_may_be_repeated()
    {
        await host.PutAsync($"{Proxy}/1/r/dir/a", "x");

        for (var i = 0; i < 2; i++)
        {
            using var deleted = await host.Client.DeleteAsync($"{Proxy}/1/r/dir", Stop);
            Assert.Equal("{}", await deleted.Content.ReadAsStringAsync(Stop));
        }

        Assert.Empty(host.Files());
    }

    [Fact]
    public async Task What_is_not_there_is_a_404_that_names_it()
    {
        await host.PutAsync($"{Proxy}/1/r/dir/a", "x");

        var absent = await host.SendRawAsync("GET", $"{Proxy}/1/nope.txt");
        var directory = await host.SendRawAsync("GET", $"{Proxy}/1/r/dir");

        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST", "No such artifact: '1/nope.txt'"), (absent.Status, absent.ErrorCode, absent.Message));
        Assert.Equal(404, directory.Status);
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_directory_is_a_409()
    {
        await host.PutAsync($"{Proxy}/1/a", "x");

        var below = await host.SendRawAsync("PUT", $"{Proxy}/1/a/b", "x");
        var above = await host.SendRawAsync("PUT", $"{Proxy}/1", "x");

        Assert.Equal((409, "RESOURCE_CONFLICT"), (below.Status, below.ErrorCode));
        Assert.Equal((409, "RESOURCE_CONFLICT"), (above.Status, above.ErrorCode));
        Assert.Equal(["default/1/a"], host.Files());
    }

    [Fact]
    public async Task An_upload_larger_than_the_server_bounds_other_bodies_is_taken()
    {
        const int Size = 40 * 1024 * 1024;
        using var put = await host.Client.PutAsync($"{Proxy}/1/big.bin", new StreamContent(new MemoryStream(new byte[Size])), Stop);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(Size, new FileInfo(Path.Combine(host.ArtifactRoot, "default", "1", "big.bin")).Length);
    }

    [Fact]
    public async Task An_upload_larger_than_the_option_is_refused_and_leaves_nothing()
    {
        await using var bounded = await ArtifactHost.StartAsync(maxArtifactBytes: 100);

        var refused = await bounded.SendRawAsync("PUT", $"{Proxy}/1/big", new string('x', 101));
        var taken = await bounded.SendRawAsync("PUT", $"{Proxy}/1/fits", new string('x', 100));

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (refused.Status, refused.ErrorCode));
        Assert.Equal(200, taken.Status);
        Assert.Equal(["default/1/fits"], bounded.Files());
    }

    [Fact]
    public async Task Projects_keep_their_artifacts_apart()
    {
        await host.PutAsync("/mlflow/team/model/tracking" + Proxy + "/1/a", "project");
        await host.PutAsync(Proxy + "/1/a", "root");

        using var project = await host.GetAsync("/mlflow/team/model/tracking" + Proxy + "/1/a");
        using var root = await host.GetAsync(Proxy + "/1/a");
        using var other = await host.GetAsync("/mlflow/team/tracking" + Proxy + "?path=");

        Assert.Equal("project", await project.Content.ReadAsStringAsync(Stop));
        Assert.Equal("root", await root.Content.ReadAsStringAsync(Stop));
        Assert.Equal("{}", await other.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Presigned_urls_are_declined()
    {
        var runId = await host.CreateRunAsync();
        var download = await host.SendRawAsync("GET", "/api/2.0/mlflow-artifacts/presigned/1/r/a");
        var upload = await host.SendRawAsync(
            "POST", "/api/2.0/mlflow/artifacts/presigned-upload-url", $$"""{"run_id":"{{runId}}","path":"a"}""", "Content-Type: application/json\r\n");

        Assert.Equal((501, "NOT_IMPLEMENTED"), (download.Status, download.ErrorCode));
        Assert.Equal((501, "NOT_IMPLEMENTED"), (upload.Status, upload.ErrorCode));
    }
}
