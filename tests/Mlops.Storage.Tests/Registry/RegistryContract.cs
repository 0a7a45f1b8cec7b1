using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Registry;

/// <summary>What the contracts of the registry's ports have in common.</summary>
public abstract class RegistryContract : IAsyncLifetime
{
    protected const string Workspace = "team/project";

    private RegistryBackend? _backend;

    protected RegistryBackend Backend => _backend!;

    private protected IRegisteredModelStore Models => Backend.Models;

    private protected IModelVersionStore Versions => Backend.Versions;

    protected ManualClock Clock => Backend.Clock;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _backend = await CreateBackendAsync();

    public async ValueTask DisposeAsync()
    {
        // There is none where the engine is missing and the test was skipped.
        if (_backend is { } backend)
        {
            await backend.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the stores of an engine, or skips the test where that can't be.</summary>
    protected abstract Task<RegistryBackend> CreateBackendAsync();

    protected async Task<RegisteredModel> AddModel(string name, string workspace = Workspace, string? description = null, params Tag[] tags) =>
        await Models.CreateAsync(workspace, new NewRegisteredModel(name, description, tags), Stop);

    protected async Task<ModelVersion> AddVersion(
        string name, string workspace = Workspace, string source = "mlflow-artifacts:/1/r/artifacts/m", string runId = "", bool awaitsInspection = false, params Tag[] tags) =>
        await Versions.CreateAsync(
            workspace,
            new NewModelVersion { Name = name, Source = source, StorageLocation = source, RunId = runId, Tags = tags, AwaitsInspection = awaitsInspection },
            Stop);

    protected async Task<string[]> FindModels(string filter, string[]? orderBy = null, string workspace = Workspace)
    {
        var query = new RegisteredModelQuery(RegisteredModelSearch.ParseFilter(filter), RegisteredModelSearch.ParseOrderBy(orderBy), 100, 0);
        return [.. (await Models.SearchAsync(workspace, query, Stop)).Items.Select(model => model.Name)];
    }

    protected async Task<string[]> FindVersions(string filter, string[]? orderBy = null, string workspace = Workspace)
    {
        var query = new ModelVersionQuery(ModelVersionSearch.ParseFilter(filter), ModelVersionSearch.ParseOrderBy(orderBy), 100, 0);
        return [.. (await Versions.SearchAsync(workspace, query, Stop)).Items.Select(version => $"{version.Name}/{version.Version}")];
    }

    protected static async Task<MlflowException> Refused(string errorCode, Func<ValueTask> act)
    {
        var error = await Assert.ThrowsAsync<MlflowException>(async () => await act());
        Assert.Equal(errorCode, error.ErrorCode);
        return error;
    }

    protected static Func<ValueTask> Act<T>(Func<ValueTask<T>> act) => async () => await act();
}
