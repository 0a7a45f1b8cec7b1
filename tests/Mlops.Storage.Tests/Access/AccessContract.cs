using Microsoft.Extensions.DependencyInjection;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Scorers;

namespace Mlops.Storage.Tests.Access;

/// <summary>What the contracts of users and permissions share.</summary>
public abstract class AccessContract : IAsyncLifetime
{
    protected const string Workspace = "team/project";

    private IAccessBackend? _backend;

    protected IAccessBackend Backend => _backend!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected IUserStore Users => Store<IUserStore>();

    private protected IAccessTokenStore Tokens => Store<IAccessTokenStore>();

    private protected IRoleStore Roles => Store<IRoleStore>();

    private protected IPermissionStore Permissions => Store<IPermissionStore>();

    public async ValueTask InitializeAsync() => _backend = await CreateBackendAsync();

    public async ValueTask DisposeAsync()
    {
        // None where the engine is not installed and the test was skipped.
        if (_backend is { } backend)
        {
            await backend.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the stores of an engine, or skips the test where that can't be.</summary>
    protected abstract Task<IAccessBackend> CreateBackendAsync();

    protected T Store<T>()
        where T : notnull => Backend.Services.GetRequiredService<T>();

    private protected async Task<User> AddUserAsync(string name, bool isAdmin = false) => await Users.CreateAsync(name, "hash of " + name, isAdmin, Stop);

    protected async Task<string> AddExperimentAsync(string name, string workspace = Workspace) =>
        await Store<IExperimentStore>().CreateAsync(workspace, new NewExperiment(name, null, []), Stop);

    protected async Task AddModelAsync(string name, string workspace = Workspace) =>
        await Store<IRegisteredModelStore>().CreateAsync(workspace, new NewRegisteredModel(name, null, []), Stop);

    protected async Task AddScorerAsync(string experimentId, string name, string workspace = Workspace) =>
        await Store<IScorerStore>().RegisterAsync(workspace, experimentId, name, "{}", Stop);

    protected async Task<string> AddRunAsync(string experimentId, string workspace = Workspace) =>
        (await new RunService(Store<IRunStore>()).CreateAsync(workspace, experimentId, "r", "", 1, [], Stop)).Info.RunId;

    protected static async Task RefusedAsync(string errorCode, Func<Task> act) =>
        Assert.Equal(errorCode, (await Assert.ThrowsAsync<MlflowException>(act)).ErrorCode);
}
