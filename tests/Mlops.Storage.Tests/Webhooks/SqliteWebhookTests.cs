using Mlops.Storage.Tests.Registry;

namespace Mlops.Storage.Tests.Webhooks;

public sealed class SqliteWebhookStoreTests : WebhookStoreContract
{
    protected override IRegistryBackend Backend { get; } = new SqliteRegistryBackend();
}

public sealed class SqliteWebhookDeliveryQueueTests : WebhookDeliveryQueueContract
{
    protected override IRegistryBackend Backend { get; } = new SqliteRegistryBackend();
}

public sealed class SqliteRegistryEventTests : RegistryEventContract
{
    protected override IRegistryBackend Backend { get; } = new SqliteRegistryBackend();
}
