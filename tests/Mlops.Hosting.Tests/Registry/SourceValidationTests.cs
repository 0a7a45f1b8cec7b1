using System.Net;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>What a version may be made from, and what it may not; <see cref="HostileSourceTests"/> has the attacks.</summary>
public sealed class SourceValidationTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private string _run = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _run = await _host.CreateRunAsync();
        await _host.CreateModelAsync("net");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("prompt-template")]
    [InlineData("dummy-source")]
    public async Task A_prompt_may_have_a_word_for_a_source_which_leads_nowhere(string source)
    {
        await RefusedAsync(source, runId: "");

        var version = await _host.RegisterAsync(source, prompt: true);

        Assert.Equal((source, "READY"), (version.Text("source"), version.Text("status")));
        using var answer = await _host.Client.GetAsync("/model-versions/get-artifact?name=net&version=1&path=mlops.db", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/0/RUN/artifacts/model")]
    [InlineData("mlflow-artifacts:/0/RUN/artifacts/na%20me+b")]
    [InlineData("mlflow-artifacts://host:5000/0/RUN/artifacts/model")]
    [InlineData("s3://bucket/path/model")]
    [InlineData("s3://bucket/path/model?versionId=3")]
    [InlineData("https://host:8080/models/1")]
    [InlineData("dbfs:/models/1")]
    [InlineData("gs://bucket/a..b/...")]
    public async Task A_plain_absolute_source_is_kept_as_it_was_sent(string source)
    {
        source = source.Replace("RUN", _run, StringComparison.Ordinal);
        var version = await _host.RegisterAsync(source);
        Assert.Equal(source, version.Text("source"));
        Assert.Equal(source, await _host.DownloadUriAsync("1"));
    }

    [Theory]
    [InlineData("/etc/passwd", "/etc/passwd")]
    [InlineData("file:///etc", "/etc")]
    public async Task The_refusal_of_a_local_path_tells_how_one_may_be_used(string source, string named)
    {
        using var answer = await _host.TryRegisterAsync(source, _run);
        Assert.Equal(
            $"Invalid model version source: '{named}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.",
            (await answer.RefusalAsync()).Message);
    }

    [Fact]
    public async Task A_local_path_needs_a_run_whose_own_artifacts_are_local_and_hold_it()
    {
        var experiment = await _host.PostAsync(RegistryCalls.Api + "experiments/create", new { name = "shared disk", artifact_location = "file:///mnt/shared" });
        var run = await _host.CreateRunAsync(experimentId: experiment.Text("experiment_id"));
        var root = $"/mnt/shared/{run}/artifacts";

        await _host.RegisterAsync($"file://{root}/model", run);
        await _host.RegisterAsync(root, run);
        foreach (var outside in (string[])[$"{root}/../x", $"{root}x", "/mnt/shared", $"{root}/%2e%2e/x", $"/mnt/shared/{_run}/artifacts/model", "/mnt"])
        {
            await RefusedAsync(outside, run, versions: 2);
        }

        await RefusedAsync($"{root}/model", runId: "", versions: 2);
        await RefusedAsync($"{root}/model", _run, versions: 2);
    }

    [Fact]
    public async Task A_local_path_of_an_unknown_run_is_not_found()
    {
        using var answer = await _host.TryRegisterAsync("/mnt/x", new string('a', 32));
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), ((await answer.RefusalAsync()).Status, (await answer.RefusalAsync()).Code));
    }

    [Fact]
    public async Task A_source_of_excessive_length_is_refused() => await RefusedAsync("s3://bucket/" + new string('a', 3000), runId: "");

    private async Task RefusedAsync(string source, string runId, bool prompt = false, int versions = 0)
    {
        using var answer = await _host.TryRegisterAsync(source.Replace("RUN", _run, StringComparison.Ordinal), runId, prompt);
        var (status, code, message) = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (status, code));
        Assert.NotEmpty(message);
        var found = await _host.GetAsync(RegistryCalls.Api + "model-versions/search");
        Assert.Equal(versions, found.TryGetProperty("model_versions", out var list) ? list.GetArrayLength() : 0);
    }
}
