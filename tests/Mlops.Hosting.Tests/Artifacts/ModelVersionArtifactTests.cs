namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>The files of a model version.</summary>
public sealed class ModelVersionArtifactTests : IAsyncLifetime
{
    private const string Json = "Content-Type: application/json\r\n";
    private ArtifactHost host = null!;
    private string run = "";

    public async ValueTask InitializeAsync()
    {
        host = await ArtifactHost.StartAsync();
        run = await host.CreateRunAsync();
        using var file = await host.PutAsync($"{ArtifactHost.Proxy}/0/{run}/artifacts/model/MLmodel", "flavors: {}");
        using var beside = await host.PutAsync($"{ArtifactHost.Proxy}/0/{run}/artifacts/secret.txt", "secret");
        using var model = await host.PostAsync("/api/2.0/mlflow/registered-models/create", """{"name":"net"}""");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("mlflow-artifacts:/0/RUN/artifacts/model")]
    [InlineData("mlflow-artifacts://host:5000/0/RUN/artifacts/model")]
    [InlineData("runs:/RUN/model")]
    public async Task A_file_is_read_from_where_the_source_leads(string source)
    {
        Assert.Equal(200, (await RegisterAsync(source)).Status);

        var got = await host.SendRawAsync("GET", "/model-versions/get-artifact?name=net&version=1&path=MLmodel");

        Assert.Equal((200, "flavors: {}"), (got.Status, got.Body));
        Assert.Contains("Content-Disposition: attachment; filename=MLmodel", got.Head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain", got.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name=net&version=1&path=..%2Fsecret.txt", 400)]
    [InlineData("name=net&version=1&path=%252e%252e/secret.txt", 400)]
    [InlineData("name=net&version=1&path=/etc/passwd", 400)]
    [InlineData("name=net&version=1&path=..;/secret.txt", 400)]
    [InlineData("name=net&version=1", 400)]
    [InlineData("name=net&path=MLmodel", 400)]
    [InlineData("version=1&path=MLmodel", 400)]
    [InlineData("name=net&version=x&path=MLmodel", 400)]
    [InlineData("name=net&version=1&path=absent", 404)]
    [InlineData("name=net&version=2&path=MLmodel", 404)]
    [InlineData("name=other&version=1&path=MLmodel", 404)]
    public async Task Nothing_else_is_read(string query, int status)
    {
        await RegisterAsync($"mlflow-artifacts:/0/{run}/artifacts/model");

        var answer = await host.SendRawAsync("GET", "/model-versions/get-artifact?" + query);

        Assert.Equal(status, answer.Status);
        Assert.NotNull(answer.ErrorCode);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("file:///etc")]
    [InlineData("file://localhost/etc")]
    [InlineData("FILE:/etc")]
    [InlineData("mlflow-artifacts:/0/RUN/artifacts/model/../../x")]
    [InlineData("mlflow-artifacts:/0/RUN/artifacts/%252e%252e/x")]
    [InlineData("mlflow-artifacts://host:9000/models/..%2f..%2fartifacts")]
    [InlineData(@"mlflow-artifacts:/0/RUN/artifacts/..\\..\\x")]
    public async Task A_source_outside_the_store_makes_no_version_to_read_from(string source)
    {
        var refused = await RegisterAsync(source);
        var answer = await host.SendRawAsync("GET", "/model-versions/get-artifact?name=net&version=1&path=passwd");

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (refused.Status, refused.ErrorCode));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task The_mark_of_a_prompt_does_not_open_local_files()
    {
        var refused = await RegisterAsync("/etc", """,{"key":"mlflow.prompt.is_prompt","value":"true"}""");
        var answer = await host.SendRawAsync("GET", "/model-versions/get-artifact?name=net&version=1&path=passwd");

        Assert.Equal(400, refused.Status);
        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task Files_kept_elsewhere_are_not_fetched()
    {
        Assert.Equal(200, (await RegisterAsync("s3://bucket/model")).Status);

        var answer = await host.SendRawAsync("GET", "/model-versions/get-artifact?name=net&version=1&path=MLmodel");

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode));
    }

    private Task<RawAnswer> RegisterAsync(string source, string moreTags = "") => host.SendRawAsync(
        "POST",
        "/api/2.0/mlflow/model-versions/create",
        $$"""{"name":"net","source":"{{source.Replace("RUN", run, StringComparison.Ordinal)}}","tags":[{"key":"k","value":"v"}{{moreTags}}]}""",
        Json);
}
