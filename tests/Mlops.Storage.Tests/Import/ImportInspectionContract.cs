using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Import.Mlflow;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Registry;

namespace Mlops.Storage.Tests.Import;

/// <summary>Model versions whose files came along.</summary>
public abstract class ImportInspectionContract(Func<TrackingStores> create) : ImportContract(create)
{
    [Fact]
    public async Task Versions_with_ONNX_files_in_the_store_wait_for_an_inspection_once()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName, more: "UPDATE model_versions SET source = 's3://elsewhere/model', storage_location = NULL WHERE version = 2"));
        await using var services = Artifacts();
        var artifacts = services.GetRequiredService<IArtifactStore>();
        var version = await Stores.Get<IModelVersionStore>().GetAsync("", "net", 1, Stop);
        var inspections = new ModelInspections(Stores.Database, artifacts, Stores.Time);
        await WriteAsync(artifacts, "1/models/m-faf1e6ce042d4051a1f5a2169bd0bddc/artifacts/data/model.onnx");

        Assert.Equal(1, await inspections.QueueAsync(Stop));
        Assert.Equal(0, await inspections.QueueAsync(Stop));
        var queue = Stores.Get<IModelInspectionQueue>();
        var pending = await queue.TakeAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Equal(("", "net", "1", "mlflow-artifacts:/1/models/m-faf1e6ce042d4051a1f5a2169bd0bddc/artifacts"), (pending!.Workspace, pending.Name, pending.Version, pending.StorageLocation));
        Assert.Null(await queue.TakeAsync(TimeSpan.FromMinutes(1), Stop));
        Assert.Equal(version, await Stores.Get<IModelVersionStore>().GetAsync("", "net", 1, Stop), static (before, now) => before!.Status == now!.Status);
    }

    [Fact]
    public async Task Versions_without_such_files_do_not()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        await using var services = Artifacts();
        var artifacts = services.GetRequiredService<IArtifactStore>();
        await WriteAsync(artifacts, "1/models/m-faf1e6ce042d4051a1f5a2169bd0bddc/artifacts/model.pkl");
        await WriteAsync(artifacts, "1/other/model.onnx");
        Assert.Equal(0, await new ModelInspections(Stores.Database, artifacts, Stores.Time).QueueAsync(Stop));
        Assert.Null(await Stores.Get<IModelInspectionQueue>().TakeAsync(TimeSpan.FromMinutes(1), Stop));
    }

    private static async Task WriteAsync(IArtifactStore artifacts, string path)
    {
        await using var content = new MemoryStream([1]);
        await artifacts.WriteAsync("", ArtifactPath.Parse(path), content, Stop);
    }

    private ServiceProvider Artifacts() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddMlopsFolderArtifacts(options => options.Root = Path.Combine(Folder.FullName, "artifacts")).BuildServiceProvider();
}
