namespace Mlops.Storage.Tests.Registry;

public sealed class PostgreSqlRegisteredModelStoreTests : RegisteredModelStoreContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlModelVersionStoreTests : ModelVersionStoreContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlModelInspectionQueueTests : ModelInspectionQueueContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}
