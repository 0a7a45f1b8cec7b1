using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>Uploads in parts, as clients with <c>MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD</c> make them.</summary>
public sealed class MultipartUploadTests
{
    private const string Multipart = "/api/2.0/mlflow-artifacts/mpu";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "")]
    [InlineData("/mlflow/team/model/tracking", "")]
    [InlineData("", "team/model")]
    public async Task A_file_that_is_sent_in_parts_is_there_as_a_whole(string prefix, string header)
    {
        await using var host = await ArtifactHost.StartAsync();
        if (header.Length > 0)
        {
            host.Client.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", header);
        }

        // The client names the file by its whole path on its own machine.
        var created = await SendAsync(host, prefix + Multipart + "/create/1/r/artifacts/models", """{"path":"/home/ada/näme & more.bin","num_parts":3}""");
        var uploadId = created.GetProperty("upload_id").GetString();
        var parts = await Task.WhenAll(created.GetProperty("credentials").EnumerateArray().Reverse().Select(PutPartAsync));
        await SendAsync(
            host, prefix + Multipart + "/complete/1/r/artifacts/models",
            JsonSerializer.Serialize(new { path = "/home/ada/näme & more.bin", upload_id = uploadId, parts }));

        using var answer = await host.GetAsync($"{prefix}{ArtifactHost.Proxy}/1/r/artifacts/models/n%C3%A4me%20%26%20more.bin");
        Assert.Equal("part 1 part 2 part 3 ", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task An_aborted_upload_leaves_nothing_behind()
    {
        await using var host = await ArtifactHost.StartAsync();
        var created = await SendAsync(host, Multipart + "/create/1/r", """{"path":"a.bin","num_parts":1}""");
        await PutPartAsync(created.GetProperty("credentials")[0]);
        Assert.NotEmpty(host.Files());
        await SendAsync(host, Multipart + "/abort/1/r", JsonSerializer.Serialize(new { path = "a.bin", upload_id = created.GetProperty("upload_id").GetString() }));
        Assert.Empty(host.Files());
    }

    [Theory]
    [InlineData("create/1/r", """{}""")]
    [InlineData("create/1/r", """{"path":"a/","num_parts":1}""")]
    [InlineData("create/1/r", """{"path":"..","num_parts":1}""")]
    [InlineData("create/1/r", """{"path":"a/%2e%2e","num_parts":1}""")]
    [InlineData("create/1/r", """{"path":"a","num_parts":0}""")]
    [InlineData("create/1/r", """{"path":"a","num_parts":-1}""")]
    [InlineData("create/1/r", """{"path":"a","num_parts":10001}""")]
    [InlineData("create/1/r", """{"path":"a","num_parts":9223372036854775807}""")]
    [InlineData("complete/1/r", """{"path":"a"}""")]
    [InlineData("complete/1/r", """{"path":"a","upload_id":"x","parts":[{}]}""")]
    [InlineData("complete/1/r", """{"path":"a","upload_id":"x","parts":{}}""")]
    [InlineData("abort/1/r", """{"path":"a"}""")]
    public async Task What_makes_no_sense_is_refused(string call, string body)
    {
        await using var host = await ArtifactHost.StartAsync();
        using var answer = await host.PostAsync($"{Multipart}/{call}", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(host.Files());
    }

    [Fact]
    public async Task A_part_is_asked_for_the_same_access_as_everything_else()
    {
        await using var host = await ArtifactHost.StartAsync(services => services.AddHttpContextAccessor().AddSingleton<IAccessControl, Bearer>());
        using var request = new HttpRequestMessage(HttpMethod.Post, Multipart + "/create/1/r") { Content = JsonContent.Create(new { path = "a.bin", num_parts = 1 }) };
        request.Headers.Add("Authorization", "Bearer good");
        using var created = await host.Client.SendAsync(request, Stop);
        Assert.Equal("no-store", created.Headers.CacheControl?.ToString());
        var credential = (await created.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("credentials")[0];

        // What the client authenticated with is handed back, since it sends nothing of its own with a part.
        Assert.Equal("Bearer good", credential.GetProperty("headers").GetProperty("Authorization").GetString());
        using var refused = await host.Client.PutAsync(credential.GetProperty("url").GetString(), new StringContent("x"), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await PutPartAsync(credential);
    }

    [Fact]
    public async Task A_store_without_such_uploads_says_so_in_the_words_clients_fall_back_on()
    {
        // What knows no uploads in parts is not registered; here it is taken away.
        await using var host = await ArtifactHost.StartAsync(services => services.AddSingleton<Mlops.Tracking.Artifacts.IMultipartArtifacts>(_ => null!));
        using var answer = await host.PostAsync(Multipart + "/create/1/r", """{"path":"/tmp/a.bin","num_parts":2}""");
        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.StartsWith(
            "Multipart upload is not supported for the current artifact repository",
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> SendAsync(ArtifactHost host, string path, string body)
    {
        using var answer = await host.PostAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends a part as the client does: to the URL, with the headers, and with nothing else.</summary>
    private static async Task<object> PutPartAsync(JsonElement credential)
    {
        var number = credential.GetProperty("part_number").GetInt32();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, credential.GetProperty("url").GetString()) { Content = new StringContent($"part {number} ") };
        foreach (var header in credential.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().ToArray() : [])
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
        }

        using var answer = await client.SendAsync(request, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return new { part_number = number, etag = answer.Headers.ETag!.Tag, url = credential.GetProperty("url").GetString() };
    }

    private sealed class Bearer(IHttpContextAccessor contexts) : IAccessControl
    {
        public ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken) => ValueTask.FromResult(
            WorkspaceAccess.Of(contexts.HttpContext!.Request.Headers.Authorization == "Bearer good" ? AccessLevel.Write : AccessLevel.None));

        public ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken) => ValueTask.FromResult(VisibleProjects.None);
    }
}
