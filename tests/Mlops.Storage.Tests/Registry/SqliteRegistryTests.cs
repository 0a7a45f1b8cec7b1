namespace Mlops.Storage.Tests.Registry;

public sealed class SqliteRegisteredModelStoreTests : RegisteredModelStoreContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => Task.FromResult<RegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteModelVersionStoreTests : ModelVersionStoreContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => Task.FromResult<RegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteModelInspectionQueueTests : ModelInspectionQueueContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => Task.FromResult<RegistryBackend>(new SqliteRegistryBackend());
}
