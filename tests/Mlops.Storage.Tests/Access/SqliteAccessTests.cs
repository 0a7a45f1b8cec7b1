using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mlops.Storage.Tests.Access;

internal sealed class SqliteAccessBackend : IAccessBackend
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-access-");
    private readonly ServiceProvider _services;

    public SqliteAccessBackend() => _services = new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddMlopsSqlite(options => options.Path = Path.Combine(_folder.FullName, "mlops.db"))
        .BuildServiceProvider();

    public IServiceProvider Services => _services;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

public sealed class SqliteUserStoreTests : UserStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => Task.FromResult<IAccessBackend>(new SqliteAccessBackend());
}

public sealed class SqliteAccessTokenStoreTests : AccessTokenStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => Task.FromResult<IAccessBackend>(new SqliteAccessBackend());
}

public sealed class SqlitePermissionStoreTests : PermissionStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => Task.FromResult<IAccessBackend>(new SqliteAccessBackend());
}

public sealed class SqliteWorkspaceStoreTests : WorkspaceStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => Task.FromResult<IAccessBackend>(new SqliteAccessBackend());
}

public sealed class SqliteReaderTests : ReaderContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => Task.FromResult<IAccessBackend>(new SqliteAccessBackend());
}

public sealed class SqliteRoleReaderTests : RoleReaderContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => Task.FromResult<IAccessBackend>(new SqliteAccessBackend());
}

public sealed class SqliteRoleStoreTests : RoleStoreContract
{
    protected override Task<IAccessBackend> CreateBackendAsync() => Task.FromResult<IAccessBackend>(new SqliteAccessBackend());
}
