using Mlops.Storage.Tests.Registry;

namespace Mlops.Storage.Tests.Webhooks;

public sealed class PostgreSqlWebhookStoreTests : WebhookStoreContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlWebhookDeliveryQueueTests : WebhookDeliveryQueueContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlRegistryEventTests : RegistryEventContract
{
    protected override Task<RegistryBackend> CreateBackendAsync() => PostgreSqlRegistryBackend.CreateAsync();
}
