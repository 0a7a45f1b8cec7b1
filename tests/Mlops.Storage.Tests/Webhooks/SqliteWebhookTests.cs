using Mlops.Storage.Tests.Registry;

namespace Mlops.Storage.Tests.Webhooks;

public sealed class SqliteWebhookStoreTests : WebhookStoreContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => Task.FromResult<IRegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteWebhookDeliveryQueueTests : WebhookDeliveryQueueContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => Task.FromResult<IRegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteRegistryEventTests : RegistryEventContract
{
    protected override Task<IRegistryBackend> CreateBackendAsync() => Task.FromResult<IRegistryBackend>(new SqliteRegistryBackend());
}
