using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Tests.Registry;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Tests.LoggedModels;

/// <summary>Logged models on their way into the registry.</summary>
public sealed class LoggedModelRegistrationTests : IAsyncLifetime
{
    private const string Name = "Sen1Floods11_0_0.5194225907325745.onnx";
    private readonly RecordingObserver _observer = new();
    private TestHost _host = null!;
    private string _run = "";
    private string _model = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IModelVersionObserver>(_observer).AddMlopsOnnx());
        _run = await _host.CreateRunAsync();
        _model = await _host.CreateLoggedModelAsync("flood", _run);
        await _host.CreateModelAsync("net");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_version_leads_to_the_models_files_tells_its_run_and_is_noted_on_it()
    {
        var version = await _host.RegisterAsync("models:/" + _model, modelId: _model);
        await _host.RegisterAsync("models:/" + _model, modelId: _model, runId: "own");

        Assert.Equal(("models:/" + _model, _run), (version.Text("source"), version.Text("run_id")));
        Assert.Equal("own", (await _host.VersionAsync("2")).Text("run_id"));
        Assert.Equal($"mlflow-artifacts:/0/models/{_model}/artifacts", await _host.DownloadUriAsync("1"));
        Assert.Equal(
            """[{"name": "net", "version": 1}, {"name": "net", "version": 2}]""",
            (await _host.LoggedModelAsync(_model)).GetProperty("info").Tags()["mlflow.modelVersions"]);
    }

    [Fact]
    public async Task The_flood_model_is_inspected_where_it_was_logged()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "flood-model", Name), TestContext.Current.CancellationToken);
        await _host.UploadAsync($"0/models/{_model}/artifacts/model.onnx", bytes);

        var created = await _host.RegisterAsync("models:/" + _model, modelId: _model);
        Assert.Equal("PENDING_REGISTRATION", created.Text("status"));
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        var version = await _host.VersionAsync("1");
        Assert.Equal("READY", version.Text("status"));
        Assert.Equal("model.onnx", OnnxModelTags.Read(version.Tags())!.File);
    }

    [Fact]
    public async Task A_deleted_model_and_one_of_another_workspace_lead_nowhere()
    {
        const string Project = "/mlflow/team/project/tracking";
        await _host.CreateModelAsync("net", Project);
        using var foreign = await _host.TryRegisterAsync("models:/" + _model, prefix: Project);
        await _host.SendAsync(HttpMethod.Delete, $"{LoggedModelCalls.Models}/{_model}", new { });
        using var deleted = await _host.TryRegisterAsync("models:/" + _model);
        foreach (var answer in (HttpResponseMessage[])[foreign, deleted])
        {
            Assert.Equal($"Logged model with ID '{_model}' not found.", (await answer.RefusalAsync()).Message);
        }
    }
}
