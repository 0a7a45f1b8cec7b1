using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog.Index;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;

namespace Mlops.Storage.Tests.Catalog;

public sealed class PostgreSqlCatalogIndexTests : CatalogIndexContract, IAsyncLifetime
{
    private ServiceProvider? _services;

    protected override ICatalogIndex Index => _services!.GetRequiredService<ICatalogIndex>();

    protected override ICatalogLeases Leases => _services!.GetRequiredService<ICatalogLeases>();

    public async ValueTask InitializeAsync() =>
        _services = PostgreSqlStores.Open(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync(), TimeProvider.System);

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;
}
