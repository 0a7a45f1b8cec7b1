using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Registry;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>How the files of new versions are inspected in the background.</summary>
public sealed class ModelInspectionTests : IAsyncDisposable
{
    private static readonly byte[] Bytes = [1, 2, 3];
    private readonly RecordingObserver _observer = new();
    private readonly TestFolder _folder = new();
    private readonly List<TestHost> _hosts = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_version_is_pending_until_its_inspection_ends_and_then_carries_what_was_found()
    {
        var gate = new TaskCompletionSource<ModelInspection?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = await StartAsync(new FakeInspector((_, _, _) => gate.Task));
        await host.UploadAsync("0/r/artifacts/model/deep/er/net.onnx", Bytes);

        var created = await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts/model");
        Assert.Equal("PENDING_REGISTRATION", created.Text("status"));
        gate.SetResult(FakeInspector.Inspection(ModelInspectionOutcome.Valid, tags: ("mlops.onnx.valid", "true")));
        var change = await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        Assert.Equal(("", "net", "1"), (change.Workspace, change.Name, change.Version));
        var version = await host.VersionAsync("1");
        Assert.Equal("READY", version.Text("status"));
        Assert.False(version.TryGetProperty("status_message", out _));
        Assert.Equal("true", version.Tags()["mlops.onnx.valid"]);
    }

    [Fact]
    public async Task An_invalid_model_fails_with_the_reason_and_its_files_stay()
    {
        var host = await StartAsync(FakeInspector.Answering(ModelInspectionOutcome.Invalid, "The graph has a hole.", ("mlops.onnx.valid", "false")));
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts");
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        var version = await host.VersionAsync("1");
        Assert.Equal(("FAILED_REGISTRATION", "The graph has a hole."), (version.Text("status"), version.Text("status_message")));
        Assert.Equal("false", version.Tags()["mlops.onnx.valid"]);
        Assert.Equal(Bytes, await host.Client.GetByteArrayAsync("/model-versions/get-artifact?name=net&version=1&path=net.onnx", Stop));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/0/r/artifacts/model/net.onnx")]
    [InlineData("mlflow-artifacts:/0/r/artifacts/model")]
    [InlineData("mlflow-artifacts:/0/r")]
    public async Task The_inspector_gets_the_file_or_folder_that_the_source_names(string source)
    {
        var paths = new List<string>();
        var host = await StartAsync(new FakeInspector((_, path, _) =>
        {
            paths.Add(path);
            return Task.FromResult<ModelInspection?>(FakeInspector.Inspection(ModelInspectionOutcome.Valid));
        }));
        await host.UploadAsync("0/r/artifacts/model/net.onnx", Bytes);
        await host.RegisterAsync(source);
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        Assert.EndsWith(source["mlflow-artifacts:/".Length..], Assert.Single(paths), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/0/r/artifacts/plain")]
    [InlineData("mlflow-artifacts:/0/r/artifacts/absent")]
    [InlineData("s3://bucket/net.onnx")]
    public async Task A_version_without_files_to_inspect_is_ready_at_once(string source)
    {
        var inspector = FakeInspector.Answering(ModelInspectionOutcome.Valid);
        var host = await StartAsync(inspector);
        await host.UploadAsync("0/r/artifacts/plain/model.pkl", Bytes);

        Assert.Equal("READY", (await host.RegisterAsync(source)).Text("status"));
        Assert.Equal(0, inspector.Calls);
    }

    [Fact]
    public async Task Without_an_inspector_every_version_is_ready_at_once()
    {
        var host = await StartAsync(null);
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        Assert.Equal("READY", (await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts")).Text("status"));
    }

    [Fact]
    public async Task Files_that_turn_out_to_be_of_no_known_format_make_a_version_ready()
    {
        var host = await StartAsync(new FakeInspector((_, _, _) => Task.FromResult<ModelInspection?>(null)));
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts");
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);
        Assert.Equal("READY", (await host.VersionAsync("1")).Text("status"));
    }

    [Fact]
    public async Task A_failure_of_the_host_is_tried_again()
    {
        var inspector = new FakeInspector((call, _, _) => call switch
        {
            1 => throw new IOException("The disk is asleep."),
            2 => Task.FromResult<ModelInspection?>(FakeInspector.Inspection(ModelInspectionOutcome.Inconclusive, "Too slow.")),
            _ => Task.FromResult<ModelInspection?>(FakeInspector.Inspection(ModelInspectionOutcome.Valid)),
        });
        var host = await StartAsync(inspector);
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts");
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        Assert.Equal("READY", (await host.VersionAsync("1")).Text("status"));
        Assert.Equal(3, inspector.Calls);
    }

    [Theory]
    [InlineData(true, "The model could not be inspected. It was tried 3 times.")]
    [InlineData(false, "The runtime is busy. It was tried 3 times.")]
    public async Task A_failure_that_lasts_is_final_after_the_last_attempt(bool throws, string message)
    {
        var inspector = new FakeInspector((_, _, _) => throws
            ? throw new IOException("A secret of the host.")
            : Task.FromResult<ModelInspection?>(FakeInspector.Inspection(ModelInspectionOutcome.Inconclusive, "The runtime is busy.")));
        var host = await StartAsync(inspector);
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts");
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        var version = await host.VersionAsync("1");
        Assert.Equal(("FAILED_REGISTRATION", message), (version.Text("status"), version.Text("status_message")));
        Assert.Equal(3, inspector.Calls);
    }

    [Fact]
    public async Task Files_that_are_gone_before_the_inspection_make_it_fail()
    {
        var gate = new TaskCompletionSource<ModelInspection?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = await StartAsync(new FakeInspector((_, _, _) => gate.Task));
        await host.UploadAsync("0/r/artifacts/a/net.onnx", Bytes);
        await host.UploadAsync("0/r/artifacts/b/net.onnx", Bytes);
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts/a");
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts/b");
        using var deleted = await host.Client.DeleteAsync("/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/b", Stop);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        gate.SetResult(FakeInspector.Inspection(ModelInspectionOutcome.Valid));
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        Assert.Equal("READY", (await host.VersionAsync("1")).Text("status"));
        Assert.Equal("The model's files are no longer there.", (await host.VersionAsync("2")).Text("status_message"));
    }

    [Fact]
    public async Task An_inspection_that_a_restart_interrupts_is_done_after_it()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = await StartAsync(new FakeInspector(async (call, _, cancellationToken) =>
        {
            if (call == 1)
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return FakeInspector.Inspection(ModelInspectionOutcome.Valid);
        }));
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts");
        await started.Task;

        await host.RestartAsync();

        await _observer.NextAsync(ModelVersionChangeKind.Inspected);
        Assert.Equal("READY", (await host.VersionAsync("1")).Text("status"));
    }

    [Fact]
    public async Task A_model_that_kills_every_host_which_looks_at_it_is_given_up()
    {
        var ignorant = await StartAsync(null);
        var version = new NewModelVersion { Name = "net", Source = "mlflow-artifacts:/0/r", StorageLocation = "mlflow-artifacts:/0/r", AwaitsInspection = true };
        await ignorant.Services.GetRequiredService<IModelVersionStore>().CreateAsync("", version, Stop);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            // Taken by a host that died at once.
            var taken = await ignorant.Services.GetRequiredService<IModelInspectionQueue>().TakeAsync(TimeSpan.Zero, Stop);
            Assert.Equal(attempt, taken!.Attempt);
        }

        var inspector = FakeInspector.Answering(ModelInspectionOutcome.Valid);
        await StartAsync(inspector, createModel: false);
        await _observer.NextAsync(ModelVersionChangeKind.Inspected);

        Assert.Equal(
            "No attempt to inspect the model came to an end. It was tried 3 times.", (await ignorant.VersionAsync("1")).Text("status_message"));
        Assert.Equal(0, inspector.Calls);
    }

    [Fact]
    public async Task The_inspection_of_a_version_that_is_deleted_meanwhile_is_broken_off()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = await StartAsync(
            new FakeInspector(async (_, _, cancellationToken) =>
            {
                await using var end = cancellationToken.Register(ended.SetResult);
                started.SetResult();
                return await Never(cancellationToken);
            }),
            configure: services => services.Configure<ModelInspectionOptions>(options => options.Lease = TimeSpan.FromSeconds(1)));
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts");
        await started.Task;

        await host.SendAsync(HttpMethod.Delete, RegistryCalls.Api + "registered-models/delete", new { name = "net" });

        await ended.Task.WaitAsync(Stop);
    }

    [Fact]
    public async Task A_host_that_knows_no_format_leaves_what_waits_to_one_that_does()
    {
        var blocked = await StartAsync(new FakeInspector((_, _, cancellationToken) => Never(cancellationToken)));
        await blocked.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        await blocked.RegisterAsync("mlflow-artifacts:/0/r/artifacts");
        await blocked.StopAsync();
        var ignorant = await StartAsync(null, createModel: false);
        Assert.Equal("PENDING_REGISTRATION", (await ignorant.VersionAsync("1")).Text("status"));

        await StartAsync(FakeInspector.Answering(ModelInspectionOutcome.Valid), createModel: false);

        await _observer.NextAsync(ModelVersionChangeKind.Inspected);
        Assert.Equal("READY", (await ignorant.VersionAsync("1")).Text("status"));
    }

    [Fact]
    public async Task Two_hosts_on_one_store_inspect_every_version_once()
    {
        const int Count = 12;
        var inspector = FakeInspector.Answering(ModelInspectionOutcome.Valid);
        var first = await StartAsync(inspector);
        var second = await StartAsync(inspector, createModel: false);
        await first.UploadAsync("0/r/artifacts/net.onnx", Bytes);

        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => (i % 2 == 0 ? first : second).RegisterAsync("mlflow-artifacts:/0/r/artifacts")));
        for (var i = 0; i < Count; i++)
        {
            await _observer.NextAsync(ModelVersionChangeKind.Inspected);
        }

        var found = await first.GetAsync(RegistryCalls.Api + "model-versions/search");
        Assert.All(found.GetProperty("model_versions").EnumerateArray(), version => Assert.Equal("READY", version.Text("status")));
        Assert.Equal(Count, inspector.Calls);
    }

    [Fact]
    public async Task Each_workspaces_version_is_inspected_on_its_own_files()
    {
        const string Project = "/mlflow/team/project/tracking";
        var host = await StartAsync(FakeInspector.Answering(ModelInspectionOutcome.Valid));
        await host.CreateModelAsync("net", Project);
        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes);
        Assert.Equal("READY", (await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts", prefix: Project)).Text("status"));

        await host.UploadAsync("0/r/artifacts/net.onnx", Bytes, Project);
        Assert.Equal("PENDING_REGISTRATION", (await host.RegisterAsync("mlflow-artifacts:/0/r/artifacts", prefix: Project)).Text("status"));
        var change = await _observer.NextAsync(ModelVersionChangeKind.Inspected);
        Assert.Equal(("team/project", "2"), (change.Workspace, change.Version));
    }

    [Fact]
    public async Task An_observer_that_fails_keeps_nothing_from_the_others_or_the_caller()
    {
        var host = await StartAsync(null, configure: services => services.Insert(0, ServiceDescriptor.Singleton<IModelVersionObserver, FailingObserver>()));
        await host.RegisterAsync("s3://bucket/model");
        Assert.Equal("1", (await _observer.NextAsync(ModelVersionChangeKind.Created)).Version);
        await host.PostAsync(RegistryCalls.Api + "registered-models/rename", new { name = "net", new_name = "net2" });
        Assert.Equal("net2", (await _observer.NextAsync(ModelVersionChangeKind.Renamed)).Name);
        await host.SendAsync(HttpMethod.Delete, RegistryCalls.Api + "model-versions/delete", new { name = "net2", version = "1" });
        Assert.Equal("1", (await _observer.NextAsync(ModelVersionChangeKind.Deleted)).Version);
    }

    [Fact]
    public async Task Options_that_make_no_sense_fail_the_start_all_at_once()
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => StartAsync(null, configure: services =>
            services.Configure<ModelInspectionOptions>(options => (options.MaxAttempts, options.Lease) = (0, TimeSpan.Zero))));
        Assert.Equal(2, error.Failures.Count());
    }

    private static async Task<ModelInspection?> Never(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null;
    }

    private async Task<TestHost> StartAsync(IModelInspector? inspector, bool createModel = true, Action<IServiceCollection>? configure = null)
    {
        var host = await TestHost.StartAsync(
            services =>
            {
                services.AddSingleton<IModelVersionObserver>(_observer);
                if (inspector is not null)
                {
                    services.AddSingleton(inspector);
                }

                services.Configure<ModelInspectionOptions>(options =>
                {
                    options.MaxAttempts = 3;
                    options.FirstRetryDelay = TimeSpan.Zero;
                    options.PollInterval = TimeSpan.FromMilliseconds(20);
                });
                configure?.Invoke(services);
            },
            _folder);
        _hosts.Add(host);
        if (createModel)
        {
            await host.CreateModelAsync("net");
        }

        return host;
    }

    private sealed class FailingObserver : IModelVersionObserver
    {
        public ValueTask OnChangedAsync(ModelVersionChange change, CancellationToken cancellationToken) => throw new InvalidOperationException("Not today.");
    }
}
