using System.Net;
using System.Net.Http.Headers;

namespace Mlops.Hosting.Tests.Stac;

public sealed class DownloadTests(DownloadTests.Fixture fixture) : IClassFixture<DownloadTests.Fixture>
{
    private const string File = "/api/download/root/flood-model/repository/model.onnx";
    private readonly StacHost _host = fixture.Host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(int Status, string Body, string? Range)> Get(string range, params (string, string)[] headers)
    {
        using var answer = await _host.GetAsync(File, [("Range", range), .. headers]);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Stop) : "", answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task A_file_comes_whole_as_an_attachment_that_no_browser_runs()
    {
        using var answer = await _host.GetAsync(File);
        Assert.Equal("0123456789", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(10, answer.Content.Headers.ContentLength);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.ETag);
        Assert.NotNull(answer.Content.Headers.LastModified);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task Ranges_are_answered_in_part()
    {
        Assert.Equal((206, "234", "bytes 2-4/10"), await Get("bytes=2-4"));
        Assert.Equal((206, "89", "bytes 8-9/10"), await Get("bytes=8-"));
        Assert.Equal((206, "789", "bytes 7-9/10"), await Get("bytes=-3"));
        Assert.Equal((206, "0123456789", "bytes 0-9/10"), await Get("bytes=0-999"));
        Assert.Equal((416, "", "bytes */10"), await Get("bytes=10-"));
    }

    [Fact]
    public async Task A_range_of_another_version_is_answered_with_all()
    {
        using var whole = await _host.GetAsync(File);
        Assert.Equal(206, (await Get("bytes=2-4", ("If-Range", whole.Headers.ETag!.ToString()))).Status);
        Assert.Equal((200, "0123456789", null), await Get("bytes=2-4", ("If-Range", "\"other\"")));
    }

    [Fact]
    public async Task What_the_caller_has_already_is_not_sent_again()
    {
        using var whole = await _host.GetAsync(File);
        using var same = await _host.GetAsync(File, ("If-None-Match", whole.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var since = await _host.GetAsync(File, ("If-Modified-Since", whole.Content.Headers.LastModified!.Value.ToString("R")));
        Assert.Equal(HttpStatusCode.NotModified, since.StatusCode);
        using var refused = await _host.GetAsync(File, ("If-Match", "\"other\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
    }

    [Fact]
    public async Task Head_tells_the_size_and_sends_nothing()
    {
        var answer = await _host.SendRawAsync("HEAD", File);
        Assert.Equal((200, ""), (answer.Status, answer.Body));
        Assert.Contains("Content-Length: 10", answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root/flood-model/repository/data/my%20set.csv", "set")]
    [InlineData("root%2Fflood-model/repository/data%2Fmy%20set.csv", "set")]
    [InlineData("root/repository/repository/repository/x.csv", "inner")]
    [InlineData("root/repository/repository/README.md", "---\ntopics: [\"sharinghub:aimodel\"]\ntitle: Named so\n---\n\nWords about root/repository.\n")]
    [InlineData("root/flood-model/repository/data/é.csv", "accent")]
    [InlineData("root/flood-model/repository/empty.csv", "")]
    [InlineData("root/flood-model/repository/data/S1A_2020-01-01T10%3A20%3A30%20%231.tif", "scene")]
    [InlineData("root/flood-model/repository/data/S1A_2020-01-01T10:20:30%20%231.tif", "scene")]
    [InlineData("root%2Fflood-model/repository/data%2FS1A_2020-01-01T10%3A20%3A30%20%231.tif", "scene")]
    [InlineData("root/flood-model/repository/a%2520b.txt", "percent")]
    [InlineData("root/flood-model/repository/a%20b.txt", "blank")]
    [InlineData("root/flood-model/repository/a%252Fb.txt", "slash")]
    public async Task Files_are_found_by_their_path(string path, string text)
    {
        using var answer = await _host.GetAsync($"/api/download/{path}");
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("root/flood-model/repository/nothing.csv")]
    [InlineData("root/flood-model/repository/data")]
    [InlineData("root/flood-model/repository/")]
    [InlineData("root/flood-model/repository")]
    [InlineData("root/flood-model/model.onnx")]
    [InlineData("root/repository/model.onnx")]
    [InlineData("nobody/project/repository/model.onnx")]
    [InlineData("root/flood-model/repository/.env")]
    [InlineData("root/flood-model/repository/.git/config")]
    [InlineData("root/flood-model/repository/link.csv")]
    [InlineData("root/flood-model/repository/linked/outside.csv")]
    [InlineData("root/no-project/repository/file.csv")]
    [InlineData("")]
    public async Task What_is_no_file_of_a_project_is_404(string path) => await StacHost.ProblemAsync(await _host.GetAsync($"/api/download/{path}"), 404);

    [Theory]
    [InlineData("root/flood-model/repository/../../../outside.csv")]
    [InlineData("root/flood-model/repository/%2e%2e/%2e%2e/%2e%2e/outside.csv")]
    [InlineData("root/flood-model/repository/%2E%2E%2Foutside.csv")]
    [InlineData("root/flood-model/repository/%252e%252e/%252e%252e/outside.csv")]
    [InlineData("root/flood-model/repository/..%5c..%5coutside.csv")]
    [InlineData("root/flood-model/repository/%2%0952e%2%0952e/outside.csv")]
    [InlineData("root/flood-model/repository/C:/windows")]
    [InlineData("root/flood-model/repository/a;/../../../outside.csv")]
    [InlineData("root/flood-model/repository//etc/passwd")]
    [InlineData("root/flood-model/repository/%2fetc%2fpasswd")]
    [InlineData("root/flood-model/repository/model.onnx%00.jpg")]
    [InlineData("../../../etc/passwd/repository/x")]
    [InlineData("%5c%5cUNC%5cshare/repository/x")]
    [InlineData("root/flood-model/repository/a%23/..//tmp/")]
    public async Task No_path_leads_out_of_a_project(string path)
    {
        var answer = await _host.SendRawAsync("GET", $"/api/download/{path}");
        Assert.InRange(answer.Status, 400, 404);
        Assert.DoesNotContain("outside", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_times_and_signs_in_their_names_are_shared_and_downloaded_where_the_item_says()
    {
        await using var host = await StacHost.StartAsync(projects: host =>
        {
            host.Project("root/scenes", "assets: ['*.tif']", "sharinghub:dataset");
            host.Write("root/scenes/S1A_2020-01-01T10:20:30 #1 50%25.tif", "scene");
            host.Write("root/scenes/back\\slash.tif", "lost");
        });
        var item = await host.ReadAsync("/api/stac/collections/dataset/items/root/scenes");

        using var answer = await host.GetAsync(item.GetProperty("assets").GetProperty("S1A_2020-01-01T10:20:30 #1 50%25.tif").GetProperty("href").GetString()!);
        Assert.Equal("scene", await answer.Content.ReadAsStringAsync(Stop));
        var warning = Assert.Single((await host.ReadAsync(StacHost.Href(item, "warnings"))).GetProperty("warnings").EnumerateArray());
        Assert.Contains("back\\slash.tif", warning.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_default_branch_is_served()
    {
        Assert.Equal(["ref"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"{File}?ref=other"), 400)));
        using var head = await _host.GetAsync($"{File}?ref=HEAD");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task A_large_file_is_streamed_in_ranges_that_fit_together()
    {
        using var client = new HttpClient { BaseAddress = _host.Client.BaseAddress };
        client.DefaultRequestHeaders.Range = new RangeHeaderValue(1_000_000, 2_999_999);
        var part = await client.GetByteArrayAsync("/api/download/root/flood-model/repository/large.bin", Stop);
        Assert.Equal(Fixture.Large.AsSpan(1_000_000, 2_000_000).ToArray(), part);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public static byte[] Large { get; } = [.. Enumerable.Range(0, 3_000_000).Select(number => (byte)(number * 31 >> 3))];

        public StacHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await StacHost.StartAsync(projects: host =>
        {
            host.Project("root/flood-model", "title: Flood");
            host.Project("root/repository", "title: Named so");
            host.Write("root/flood-model/model.onnx", "0123456789");
            host.Write("root/flood-model/data/my set.csv", "set");
            host.Write("root/flood-model/data/é.csv", "accent");
            host.Write("root/flood-model/empty.csv", "");
            host.Write("root/flood-model/data/S1A_2020-01-01T10:20:30 #1.tif", "scene");
            host.Write("root/flood-model/a%20b.txt", "percent");
            host.Write("root/flood-model/a b.txt", "blank");
            host.Write("root/flood-model/a%2Fb.txt", "slash");
            host.Write("root/flood-model/.env", "outside");
            host.Write("root/flood-model/.git/config", "outside");
            host.Write("root/repository/repository/x.csv", "inner");
            host.Write("root/no-project/file.csv", "outside");
            host.Write("outside.csv", "outside");
            host.Write("../secret/outside.csv", "outside");
            System.IO.File.WriteAllBytes(Path.Combine(host.Projects, "root/flood-model/large.bin"), Large);
            System.IO.File.CreateSymbolicLink(Path.Combine(host.Projects, "root/flood-model/link.csv"), Path.Combine(host.Projects, "outside.csv"));
            Directory.CreateSymbolicLink(Path.Combine(host.Projects, "root/flood-model/linked"), Path.Combine(host.Projects, "../secret"));
        });

        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }
}
