using System.Net;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.LoggedModels;

/// <summary>The files of a logged model, by paths relative to its root.</summary>
public sealed class LoggedModelArtifactTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private string _model = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Files => $"/ajax-api/2.0/mlflow/logged-models/{_model}/artifacts/files";

    private string Directories => $"{LoggedModelCalls.Models}/{_model}/artifacts/directories";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _model = await _host.CreateLoggedModelAsync();
        await _host.UploadAsync($"0/models/{_model}/artifacts/MLmodel", "flavors: {}"u8.ToArray());
        await _host.UploadAsync($"0/models/{_model}/artifacts/data/model.bin", [1, 2, 3]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("", ""","files":[{"path":"MLmodel","is_dir":false,"file_size":11},{"path":"data","is_dir":true}]""")]
    [InlineData("?artifact_directory_path=data", ""","files":[{"path":"data/model.bin","is_dir":false,"file_size":3}]""")]
    [InlineData("?artifact_directory_path=absent", "")]
    public async Task A_listing_holds_the_root_and_paths_relative_to_it(string query, string files) => Assert.Equal(
        $$"""{"root_uri":"mlflow-artifacts:/0/models/{{_model}}/artifacts"{{files}}}""",
        await _host.Client.GetStringAsync(Directories + query, Stop));

    [Fact]
    public async Task A_file_is_sent_to_be_saved()
    {
        using var answer = await _host.Client.GetAsync(Files + "?artifact_file_path=data/model.bin", Stop);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("attachment; filename=model.bin", answer.Content.Headers.ContentDisposition!.ToString());
    }

    [Theory]
    [InlineData("", 400, "BAD_REQUEST")]
    [InlineData("?artifact_file_path=", 400, "BAD_REQUEST")]
    [InlineData("?artifact_file_path=../x", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("?artifact_file_path=%252e%252e/x", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("?artifact_file_path=/etc/passwd", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("?artifact_file_path=absent", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("?artifact_file_path=data", 404, "RESOURCE_DOES_NOT_EXIST")]
    public async Task What_is_no_file_of_the_model_is_refused(string query, int status, string code)
    {
        using var answer = await _host.Client.GetAsync(Files + query, Stop);
        var refusal = await answer.RefusalAsync();
        Assert.Equal((status, code), ((int)refusal.Status, refusal.Code));
    }

    [Fact]
    public async Task A_directory_outside_the_model_is_not_listed()
    {
        using var answer = await _host.Client.GetAsync(Directories + "?artifact_directory_path=../..", Stop);
        Assert.Equal("Invalid path", (await answer.RefusalAsync()).Message);
    }

    [Fact]
    public async Task An_unknown_or_deleted_model_has_no_files()
    {
        await _host.SendAsync(HttpMethod.Delete, $"{LoggedModelCalls.Models}/{_model}", new { });
        foreach (var path in (string[])[Directories, Files + "?artifact_file_path=MLmodel", $"{LoggedModelCalls.Models}/{LoggedModelCalls.UnknownId}/artifacts/directories"])
        {
            using var answer = await _host.Client.GetAsync(path, Stop);
            Assert.Equal(HttpStatusCode.NotFound, (await answer.RefusalAsync()).Status);
        }
    }

    [Fact]
    public async Task Files_that_are_kept_elsewhere_are_not_looked_for_here()
    {
        var experiment = await _host.PostAsync(RegistryCalls.Api + "experiments/create", new { name = "far", artifact_location = "s3://bucket/far?region=x" });
        var modelId = await _host.CreateLoggedModelAsync(experimentId: experiment.Text("experiment_id"));
        Assert.Equal(
            $"s3://bucket/far/models/{modelId}/artifacts?region=x", (await _host.LoggedModelAsync(modelId)).GetProperty("info").Text("artifact_uri"));
        using var answer = await _host.Client.GetAsync($"{LoggedModelCalls.Models}/{modelId}/artifacts/directories", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, (await answer.RefusalAsync()).Status);
    }
}
