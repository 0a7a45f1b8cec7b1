using Microsoft.Extensions.DependencyInjection;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;

namespace Mlops.Storage.Tests.Access;

internal sealed class PostgreSqlAccessBackend(string connectionString) : IAccessBackend
{
    private readonly ServiceProvider _services = PostgreSqlStores.Open(connectionString, TimeProvider.System);

    public IServiceProvider Services => _services;

    /// <summary>Makes a database, or skips the test where that can't be.</summary>
    public static async Task<IAccessBackend> CreateAsync() => new PostgreSqlAccessBackend(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync());

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

public sealed class PostgreSqlUserStoreTests : UserStoreContract, IAsyncLifetime
{
    private IAccessBackend? _backend;

    protected override IAccessBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlAccessTokenStoreTests : AccessTokenStoreContract, IAsyncLifetime
{
    private IAccessBackend? _backend;

    protected override IAccessBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlPermissionStoreTests : PermissionStoreContract, IAsyncLifetime
{
    private IAccessBackend? _backend;

    protected override IAccessBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlWorkspaceStoreTests : WorkspaceStoreContract, IAsyncLifetime
{
    private IAccessBackend? _backend;

    protected override IAccessBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlReaderTests : ReaderContract, IAsyncLifetime
{
    private IAccessBackend? _backend;

    protected override IAccessBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlAccessBackend.CreateAsync();
}
