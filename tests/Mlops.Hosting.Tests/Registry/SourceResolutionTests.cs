using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>Where sources that name other things of this server lead.</summary>
public sealed class SourceResolutionTests : IAsyncLifetime, ILoggedModelLocator
{
    private const string Project = "/mlflow/team/project/tracking";
    private TestHost _host = null!;
    private string _run = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<ILoggedModelLocator>(this));
        _run = await _host.CreateRunAsync();
        await _host.CreateModelAsync("net");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public ValueTask<LoggedModelLocation?> FindAsync(string workspace, string modelId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(modelId == "m-known" ? new LoggedModelLocation("mlflow-artifacts:/0/models/m-known/artifacts", "logged-by") : null);

    [Fact]
    public async Task A_version_of_a_version_leads_to_the_files_of_the_first()
    {
        var files = $"mlflow-artifacts:/0/{_run}/artifacts/model";
        await _host.RegisterAsync(files, _run);
        await _host.PostAsync(RegistryCalls.Api + "registered-models/alias", new { name = "net", alias = "champion", version = "1" });

        Assert.Equal("models:/net/1", (await _host.RegisterAsync("models:/net/1")).Text("source"));
        Assert.Equal(files, await _host.DownloadUriAsync("2"));
        await _host.RegisterAsync("models:/net@champion");
        Assert.Equal(files, await _host.DownloadUriAsync("3"));
        await _host.RegisterAsync("models:/net/2");
        Assert.Equal(files, await _host.DownloadUriAsync("4"));
    }

    [Theory]
    [InlineData("runs:/RUN/model", "mlflow-artifacts:/0/RUN/artifacts/model")]
    [InlineData("runs:/RUN/a/b%20c", "mlflow-artifacts:/0/RUN/artifacts/a/b%2520c")]
    [InlineData("runs:/RUN/a/b c", "mlflow-artifacts:/0/RUN/artifacts/a/b c")]
    [InlineData("runs:/RUN", "mlflow-artifacts:/0/RUN/artifacts")]
    [InlineData("runs:/RUN/", "mlflow-artifacts:/0/RUN/artifacts")]
    public async Task A_path_of_a_run_leads_below_the_runs_artifacts_and_tells_the_run(string source, string location)
    {
        var version = await _host.RegisterAsync(source.Replace("RUN", _run, StringComparison.Ordinal));
        Assert.Equal(_run, version.Text("run_id"));
        Assert.Equal(location.Replace("RUN", _run, StringComparison.Ordinal), await _host.DownloadUriAsync("1"));
    }

    [Fact]
    public async Task A_logged_model_leads_to_its_files_and_tells_its_run()
    {
        var version = await _host.RegisterAsync("models:/m-known", modelId: "m-known");
        Assert.Equal(("models:/m-known", "logged-by"), (version.Text("source"), version.Text("run_id")));
        Assert.Equal("mlflow-artifacts:/0/models/m-known/artifacts", await _host.DownloadUriAsync("1"));
        Assert.Equal("own", (await _host.RegisterAsync("models:/m-known", runId: "own")).Text("run_id"));
        Assert.Equal("logged-by", (await _host.RegisterAsync("s3://bucket/x", modelId: "m-known")).Text("run_id"));
    }

    [Theory]
    [InlineData("models:/net/9", "")]
    [InlineData("models:/net/99999999999999999999999", "")]
    [InlineData("models:/absent/1", "")]
    [InlineData("models:/net@nobody", "")]
    [InlineData("models:/m-unknown", "")]
    [InlineData("s3://bucket/x", "m-unknown")]
    [InlineData("runs:/0123456789abcdef0123456789abcdef/model", "")]
    public async Task A_source_that_leads_nowhere_is_not_found(string source, string modelId)
    {
        using var answer = await _host.TryRegisterAsync(source, modelId: modelId);
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), ((await answer.RefusalAsync()).Status, (await answer.RefusalAsync()).Code));
    }

    [Theory]
    [InlineData("models:/")]
    [InlineData("models:/net")]
    [InlineData("models:/net/")]
    [InlineData("models:/net/latest")]
    [InlineData("models:/net/Production")]
    [InlineData("models:/net/1/x")]
    [InlineData("models:/net@")]
    [InlineData("models:/@a")]
    [InlineData("models:/net/1?x=1")]
    [InlineData("models://net/1")]
    [InlineData("models:net/1")]
    [InlineData("runs:/")]
    [InlineData("runs://host/id/x")]
    [InlineData("runs:/not a run/model")]
    public async Task A_source_that_can_lead_nowhere_is_refused(string source)
    {
        using var answer = await _host.TryRegisterAsync(source);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), ((await answer.RefusalAsync()).Status, (await answer.RefusalAsync()).Code));
    }

    [Fact]
    public async Task Nothing_is_reached_across_workspaces()
    {
        await _host.RegisterAsync($"mlflow-artifacts:/0/{_run}/artifacts/model");
        await _host.CreateModelAsync("other", Project);
        await _host.CreateModelAsync("net", Project);
        foreach (var source in (string[])["models:/net/1", $"runs:/{_run}/model"])
        {
            using var answer = await _host.TryRegisterAsync(source, prefix: Project);
            Assert.Equal(HttpStatusCode.NotFound, (await answer.RefusalAsync()).Status);
        }
    }
}
