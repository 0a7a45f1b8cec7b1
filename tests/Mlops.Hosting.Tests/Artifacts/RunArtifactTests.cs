using System.Net;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>The artifacts of a run, by paths relative to its root.</summary>
public sealed class RunArtifactTests : IAsyncLifetime
{
    private const string Upload = "/ajax-api/2.0/mlflow/upload-artifact";
    private ArtifactHost host = null!;
    private string run = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await ArtifactHost.StartAsync();
        run = await host.CreateRunAsync();
        using var a = await host.PutAsync($"{ArtifactHost.Proxy}/0/{run}/artifacts/model/a.txt", "hello");
        using var b = await host.PutAsync($"{ArtifactHost.Proxy}/0/{run}/artifacts/b", "");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("/api", "run_id")]
    [InlineData("/ajax-api", "run_uuid")]
    public async Task A_listing_holds_the_root_and_paths_relative_to_it(string prefix, string name)
    {
        using var top = await host.GetAsync($"{prefix}/2.0/mlflow/artifacts/list?{name}={run}");
        using var deep = await host.GetAsync($"{prefix}/2.0/mlflow/artifacts/list?{name}={run}&path=model");
        using var absent = await host.GetAsync($"{prefix}/2.0/mlflow/artifacts/list?{name}={run}&path=absent");
        var root = $"\"root_uri\":\"mlflow-artifacts:/0/{run}/artifacts\"";

        Assert.Equal($$"""{{{root}},"files":[{"path":"b","is_dir":false},{"path":"model","is_dir":true}]}""", await top.Content.ReadAsStringAsync(Stop));
        Assert.Equal($$"""{{{root}},"files":[{"path":"model/a.txt","is_dir":false,"file_size":5}]}""", await deep.Content.ReadAsStringAsync(Stop));
        Assert.Equal($$"""{{{root}}}""", await absent.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("run_id")]
    [InlineData("run_uuid")]
    public async Task An_artifact_of_a_run_is_downloaded(string name)
    {
        using var got = await host.GetAsync($"/get-artifact?{name}={run}&path=model/a.txt");

        Assert.Equal("hello", await got.Content.ReadAsStringAsync(Stop));
        Assert.Equal("attachment; filename=a.txt", got.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("text/plain", got.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("/get-artifact", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("/get-artifact?path=a", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("/get-artifact?run_id=RUN", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("/get-artifact?run_id=RUN&path=absent", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("/get-artifact?run_id=RUN&path=model", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("/get-artifact?run_id=RUN&path=.", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("/get-artifact?run_id=0123456789abcdef0123456789abcdef&path=a", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("/api/2.0/mlflow/artifacts/list?path=a", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("/api/2.0/mlflow/artifacts/list?run_id=0123456789abcdef0123456789abcdef", 404, "RESOURCE_DOES_NOT_EXIST")]
    public async Task What_cannot_be_found_is_told_as_such(string target, int status, string code)
    {
        var answer = await host.SendRawAsync("GET", target.Replace("RUN", run, StringComparison.Ordinal));

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task An_upload_to_a_run_answers_with_an_empty_body()
    {
        var answer = await host.SendRawAsync("POST", $"{Upload}?run_uuid={run}&path=up/up.txt", "up");

        Assert.Equal((200, ""), (answer.Status, answer.Body));
        Assert.Contains("Content-Type: application/json", answer.Head, StringComparison.Ordinal);
        using var got = await host.GetAsync($"/get-artifact?run_id={run}&path=up/up.txt");
        Assert.Equal("up", await got.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("path=a", "x", "Request must specify run_uuid.")]
    [InlineData("run_uuid=RUN", "x", "Request must specify path.")]
    [InlineData("run_uuid=RUN&path=a", "", "Request must specify data.")]
    [InlineData("run_uuid=RUN&path=.", "x", "Invalid path")]
    public async Task An_upload_that_says_too_little_is_refused(string query, string body, string message)
    {
        var before = host.Files();

        var answer = await host.SendRawAsync("POST", $"{Upload}?{query.Replace("RUN", run, StringComparison.Ordinal)}", body);

        Assert.Equal((400, "INVALID_PARAMETER_VALUE", message), (answer.Status, answer.ErrorCode, answer.Message));
        Assert.Equal(before, host.Files());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_to_a_run_has_at_most_10_MiB(bool chunked)
    {
        using var fits = await SendAsync("fits", 10 << 20);
        using var large = await SendAsync("large", (10 << 20) + 1);

        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
        var error = JsonDocument.Parse(await large.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal("Artifact size is too large. Max size is 10MB.", error.GetProperty("message").GetString());
        Assert.DoesNotContain(host.Files(), file => file.EndsWith("large", StringComparison.Ordinal));

        Task<HttpResponseMessage> SendAsync(string path, int size)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{Upload}?run_uuid={run}&path={path}") { Content = new ByteArrayContent(new byte[size]) };
            request.Headers.TransferEncodingChunked = chunked;
            return host.Client.SendAsync(request, Stop);
        }
    }

    [Fact]
    public async Task Artifacts_kept_elsewhere_are_never_opened_here()
    {
        await File.WriteAllTextAsync(Path.Combine(host.Outside, "secret"), "secret", Stop);
        foreach (var location in (string[])[host.Outside, "file://" + host.Outside, "s3://bucket/prefix"])
        {
            using var created = await host.PostAsync(
                "/api/2.0/mlflow/experiments/create", $$"""{"name":"at {{location}}","artifact_location":"{{location}}"}""");
            var id = JsonDocument.Parse(await created.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("experiment_id").GetString()!;
            var elsewhere = await host.CreateRunAsync(experimentId: id);

            var listed = await host.SendRawAsync("GET", $"/api/2.0/mlflow/artifacts/list?run_id={elsewhere}");
            var got = await host.SendRawAsync("GET", $"/get-artifact?run_id={elsewhere}&path=secret");
            var put = await host.SendRawAsync("POST", $"{Upload}?run_uuid={elsewhere}&path=new", "x");

            Assert.All((RawAnswer[])[listed, got, put], answer => Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode)));
        }
    }

    [Fact]
    public async Task A_run_of_another_project_is_not_found()
    {
        var answer = await host.SendRawAsync("GET", $"/mlflow/team/model/tracking/get-artifact?run_id={run}&path=b");

        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (answer.Status, answer.ErrorCode));
    }
}
