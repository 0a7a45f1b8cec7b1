namespace Mlops.Storage.Tests.Registry;

public sealed class PostgreSqlRegisteredModelStoreTests : RegisteredModelStoreContract, IAsyncLifetime
{
    private IRegistryBackend? _backend;

    protected override IRegistryBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlModelVersionStoreTests : ModelVersionStoreContract, IAsyncLifetime
{
    private IRegistryBackend? _backend;

    protected override IRegistryBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlModelInspectionQueueTests : ModelInspectionQueueContract, IAsyncLifetime
{
    private IRegistryBackend? _backend;

    protected override IRegistryBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlRegistryBackend.CreateAsync();
}
