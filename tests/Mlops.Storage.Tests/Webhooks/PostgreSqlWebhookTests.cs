using Mlops.Storage.Tests.Registry;

namespace Mlops.Storage.Tests.Webhooks;

public sealed class PostgreSqlWebhookStoreTests : WebhookStoreContract, IAsyncLifetime
{
    private IRegistryBackend? _backend;

    protected override IRegistryBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlWebhookDeliveryQueueTests : WebhookDeliveryQueueContract, IAsyncLifetime
{
    private IRegistryBackend? _backend;

    protected override IRegistryBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlRegistryBackend.CreateAsync();
}

public sealed class PostgreSqlRegistryEventTests : RegistryEventContract, IAsyncLifetime
{
    private IRegistryBackend? _backend;

    protected override IRegistryBackend Backend => _backend!;

    public async ValueTask InitializeAsync() => _backend = await PostgreSqlRegistryBackend.CreateAsync();
}
