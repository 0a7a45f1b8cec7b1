using Mlops.Import.Mlflow;
using Mlops.Storage.Relational;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Import;

/// <summary>A database of MLflow, and a new one here for each test, on any engine.</summary>
public abstract class ImportContract(Func<TrackingStores> create) : IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("mlops-import-");

    private protected TrackingStores Stores { get; } = create();

    public async ValueTask InitializeAsync() => await BeginAsync(Stores);

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Stores).DisposeAsync();
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Another new database.</summary>
    private protected async Task<TrackingStores> AnotherAsync()
    {
        var stores = create();
        await BeginAsync(stores);
        return stores;
    }

    private protected Task<IReadOnlyList<ImportedTable>> ImportAsync(
        string path, ImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken? stop = null) => ImportAsync(Stores, path, options, progress, stop);

    private protected static async Task<IReadOnlyList<ImportedTable>> ImportAsync(
        TrackingStores stores, string path, ImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken? stop = null)
    {
        await using var source = await SourceDatabase.OpenAsync(path);
        return await new MlflowImport(stores.Database, new WorkspaceTable()).RunAsync(source, options ?? new ImportOptions(), progress, stop ?? Stop);
    }

    protected Task<Dictionary<string, Run>> RunsAsync(params string[] experimentIds) => RunsAsync("", experimentIds);

    protected async Task<Dictionary<string, Run>> RunsAsync(string workspace, string[] experimentIds)
    {
        var page = await Stores.Runs.SearchAsync(workspace, new RunQuery(experimentIds, [], RunSearch.ParseOrderBy(null), ViewType.All, 100, 0), Stop);
        return page.Items.ToDictionary(run => run.Info.RunName!);
    }

    private static ValueTask BeginAsync(TrackingStores stores) => stores is IAsyncLifetime lifetime ? lifetime.InitializeAsync() : ValueTask.CompletedTask;

    /// <summary>Stops an import after so many batches, as Ctrl+C does.</summary>
    private protected sealed class StopAfter(int batches) : IProgress<ImportProgress>, IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private int _seen;

        public CancellationToken Token => _stop.Token;

        public void Report(ImportProgress value)
        {
            if (++_seen == batches)
            {
                _stop.Cancel();
            }
        }

        public void Dispose() => _stop.Dispose();
    }
}
