namespace Mlops.Storage.Tests.Registry;

public sealed class SqliteRegisteredModelStoreTests : RegisteredModelStoreContract
{
    protected override IRegistryBackend Backend { get; } = new SqliteRegistryBackend();
}

public sealed class SqliteModelVersionStoreTests : ModelVersionStoreContract
{
    protected override IRegistryBackend Backend { get; } = new SqliteRegistryBackend();
}

public sealed class SqliteModelInspectionQueueTests : ModelInspectionQueueContract
{
    protected override IRegistryBackend Backend { get; } = new SqliteRegistryBackend();
}
