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

public sealed class PostgreSqlUserStoreTests : UserStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlAccessTokenStoreTests : AccessTokenStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlPermissionStoreTests : PermissionStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlWorkspaceStoreTests : WorkspaceStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlReaderTests : ReaderContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlRoleReaderTests : RoleReaderContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => PostgreSqlAccessBackend.CreateAsync();
}

public sealed class PostgreSqlRoleStoreTests : RoleStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => PostgreSqlAccessBackend.CreateAsync();
}
