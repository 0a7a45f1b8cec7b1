using Microsoft.Extensions.DependencyInjection;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>A real model on its way through upload, registration and ONNX Runtime.</summary>
public sealed class OnnxRegistrationTests : IAsyncLifetime
{
    private const string Name = "Sen1Floods11_0_0.5194225907325745.onnx";
    private readonly RecordingObserver _observer = new();
    private TestHost _host = null!;
    private string _run = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(services => services.AddSingleton<IModelVersionObserver>(_observer).AddMlopsOnnx());
        _run = await _host.CreateRunAsync();
        await _host.CreateModelAsync("net");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_flood_model_becomes_ready_and_carries_its_graph_in_tags()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "flood-model", Name), TestContext.Current.CancellationToken);
        await _host.UploadAsync($"0/{_run}/artifacts/model/{Name}", bytes);

        var created = await _host.RegisterAsync($"runs:/{_run}/model", _run);
        Assert.Equal("PENDING_REGISTRATION", created.Text("status"));
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        var version = await _host.VersionAsync("1");
        Assert.Equal("READY", version.Text("status"));
        var model = OnnxModelTags.Read(version.Tags())!;
        Assert.True(model.Valid);
        Assert.Equal((Name, bytes.LongLength), (model.File, model.Size));
        Assert.Equal([4, 2, 256, 256], Assert.Single(model.Inputs).MlmShape!);
        Assert.Equal(OnnxInferenceStatus.Ran, model.Inference!.Status);
    }

    [Fact]
    public async Task What_only_calls_itself_onnx_fails_with_a_message_and_stays_downloadable()
    {
        var bytes = "not a model"u8.ToArray();
        await _host.UploadAsync($"0/{_run}/artifacts/model/net.onnx", bytes);

        await _host.RegisterAsync($"mlflow-artifacts:/0/{_run}/artifacts/model", _run);
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        var version = await _host.VersionAsync("1");
        Assert.Equal("FAILED_REGISTRATION", version.Text("status"));
        Assert.NotEmpty(version.Text("status_message"));
        Assert.Equal("false", version.Tags()[OnnxModelTags.Valid]);
        Assert.Equal(
            bytes, await _host.Client.GetByteArrayAsync("/model-versions/get-artifact?name=net&version=1&path=net.onnx", TestContext.Current.CancellationToken));
    }
}
