using Mlops.Storage.Tests.Registry;

namespace Mlops.Storage.Tests.Webhooks;

public sealed class SqliteWebhookStoreTests : WebhookStoreContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => Task.FromResult<RegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteWebhookDeliveryQueueTests : WebhookDeliveryQueueContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => Task.FromResult<RegistryBackend>(new SqliteRegistryBackend());
}

public sealed class SqliteRegistryEventTests : RegistryEventContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => Task.FromResult<RegistryBackend>(new SqliteRegistryBackend());
}
