namespace Mlops.Storage.Tests.Registry;

public sealed class SqliteRegisteredModelStoreTests : RegisteredModelStoreContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => Task.FromResult<IRegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteModelVersionStoreTests : ModelVersionStoreContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => Task.FromResult<IRegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteModelInspectionQueueTests : ModelInspectionQueueContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => Task.FromResult<IRegistryBackend>(new SqliteRegistryBackend());
}
