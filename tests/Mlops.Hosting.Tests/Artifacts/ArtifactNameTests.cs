using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>A name is kept as it was sent, and found by it alone, whichever route wrote or reads it.</summary>
public sealed class ArtifactNameTests : IAsyncLifetime
{
    private const string Proxy = ArtifactHost.Proxy;
    private const string Multipart = "/api/2.0/mlflow-artifacts/mpu";
    private ArtifactHost _host = null!;
    private string _run = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Names that one decoding too many, or one reading of Windows, would confuse.</summary>
    private static readonly string[] s_names =
    [
        "a b.txt", "a%20b.txt", "a%2520b.txt", "a+b.txt", "100%", "5%x", "x:y", "a%2Fb", "a%3Fb", "a?b", "a%23b", "a;b", "a&b=c", "%41", "A", "%00", "%ff", "ü", "%C3%BC",
        "dog%step%0%timestamp%1724855412345%3b1e.png", "dog%step%0%timestamp%1724855412345%9b1e.png", "dog%step%0%timestamp%1724855412345%2f1e.png",
    ];

    private string Root => $"0/{_run}/artifacts";

    public async ValueTask InitializeAsync()
    {
        _host = await ArtifactHost.StartAsync();
        _run = await _host.CreateRunAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("proxy")]
    [InlineData("upload-artifact")]
    [InlineData("multipart")]
    public async Task Every_name_is_kept_as_sent_by_every_route_that_writes_and_found_by_every_route_that_reads(string writer)
    {
        foreach (var name in s_names)
        {
            await WriteAsync(writer, "x:y/images", name, "content of " + name);
        }

        foreach (var name in s_names)
        {
            var (path, query) = ($"{Root}/x:y/images/{name}", $"run_id={_run}&path={Encoded("x:y/images/" + name)}");
            Assert.Equal("content of " + name, await ReadAsync($"{Proxy}/{Encoded(path)}"));
            Assert.Equal("content of " + name, await ReadAsync("/get-artifact?" + query));
        }

        var byProxy = await ListAsync($"{Proxy}?path={Encoded(Root + "/x:y/images")}");
        var byRun = await ListAsync($"/api/2.0/mlflow/artifacts/list?run_id={_run}&path={Encoded("x:y/images")}");
        Assert.Equal(s_names.Order(StringComparer.Ordinal), byProxy);
        Assert.Equal(s_names.Select(name => "x:y/images/" + name).Order(StringComparer.Ordinal), byRun);
    }

    [Fact]
    public async Task Deleting_a_name_leaves_all_others()
    {
        foreach (var name in s_names)
        {
            await WriteAsync("proxy", "d", name, name);
        }

        foreach (var name in s_names)
        {
            using var answer = await _host.Client.DeleteAsync($"{Proxy}/{Encoded($"{Root}/d/{name}")}", Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(
                s_names[(Array.IndexOf(s_names, name) + 1)..].Order(StringComparer.Ordinal), await ListAsync($"{Proxy}?path={Encoded(Root + "/d")}"));
        }
    }

    [Fact]
    public async Task An_escaped_slash_of_the_target_is_a_slash_and_one_escaped_twice_is_part_of_a_name()
    {
        await _host.SendRawAsync("PUT", $"{Proxy}/e/a%2Fb", "file b in a");
        await _host.SendRawAsync("PUT", $"{Proxy}/e/a%252Fb", "file a%2Fb");

        Assert.Equal("file b in a", await ReadAsync($"{Proxy}/e/a/b"));
        Assert.Equal(["a", "a%2Fb"], await ListAsync($"{Proxy}?path=e"));
    }

    [Fact]
    public async Task A_name_that_was_not_stored_is_not_found_by_what_it_decodes_to()
    {
        await WriteAsync("proxy", "d", "a%20b.txt", "encoded");

        Assert.Equal(404, (await _host.SendRawAsync("GET", $"{Proxy}/{Root}/d/a%20b.txt")).Status);
        Assert.Equal(404, (await _host.SendRawAsync("GET", $"/get-artifact?run_id={_run}&path=d/a%20b.txt")).Status);
    }

    [Theory]
    [InlineData("dog%step%0%timestamp%1724855412345%3b1e.png", "dog%step%0%timestamp%1724855412345;1e.png")]
    [InlineData("dog%step%0%timestamp%1724855412345%9b1e.png", "dog%step%0%timestamp%1724855412345\ufffd1e.png")]
    [InlineData("a%20b.txt", "a b.txt")]
    public async Task MLflows_client_finds_a_listed_file_by_the_name_that_it_decodes(string name, string decoded)
    {
        await WriteAsync("proxy", "p%41", name, "content");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Proxy}/{Encoded($"{Root}/pA/{decoded}")}");
        request.Headers.UserAgent.ParseAdd("mlflow-python-client/2.10.0");
        using var answer = await _host.Client.SendAsync(request, Stop);

        Assert.Equal("content", await answer.Content.ReadAsStringAsync(Stop));
    }

    private static string Encoded(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private async Task WriteAsync(string writer, string directory, string name, string content)
    {
        using var answer = writer switch
        {
            "proxy" => await _host.PutAsync($"{Proxy}/{Encoded($"{Root}/{directory}/{name}")}", content),
            "upload-artifact" => await _host.Client.PostAsync(
                $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={_run}&path={Encoded($"{directory}/{name}")}", new StringContent(content), Stop),
            _ => await WriteInPartsAsync(Encoded($"{Root}/{directory}"), "/tmp/" + name, content),
        };
        Assert.True(answer.IsSuccessStatusCode, $"{name}: {await answer.Content.ReadAsStringAsync(Stop)}");
    }

    private async Task<HttpResponseMessage> WriteInPartsAsync(string directory, string path, string content)
    {
        using var created = await _host.PostAsync($"{Multipart}/create/{directory}", JsonSerializer.Serialize(new { path, num_parts = 1 }));
        var upload = await created.Content.ReadFromJsonAsync<JsonElement>(Stop);
        using var part = await _host.Client.PutAsync(upload.GetProperty("credentials")[0].GetProperty("url").GetString(), new StringContent(content), Stop);
        Assert.True(part.IsSuccessStatusCode, await part.Content.ReadAsStringAsync(Stop));
        return await _host.PostAsync($"{Multipart}/complete/{directory}", JsonSerializer.Serialize(new
        {
            path,
            upload_id = upload.GetProperty("upload_id").GetString(),
            parts = new[] { new { part_number = 1, etag = part.Headers.ETag!.Tag } },
        }));
    }

    private async Task<string> ReadAsync(string target)
    {
        using var answer = await _host.GetAsync(target);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private async Task<string[]> ListAsync(string target)
    {
        using var answer = await _host.GetAsync(target);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)) is var list && list.TryGetProperty("files", out var files)
            ? [.. files.EnumerateArray().Select(file => file.GetProperty("path").GetString()!)]
            : [];
    }
}
