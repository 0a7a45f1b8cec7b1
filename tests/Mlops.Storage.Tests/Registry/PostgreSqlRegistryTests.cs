namespace Mlops.Storage.Tests.Registry;

public sealed class PostgreSqlRegisteredModelStoreTests : RegisteredModelStoreContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlModelVersionStoreTests : ModelVersionStoreContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlModelInspectionQueueTests : ModelInspectionQueueContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}
