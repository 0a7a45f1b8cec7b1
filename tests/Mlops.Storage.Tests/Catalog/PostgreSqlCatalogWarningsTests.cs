using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog.Index;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;

namespace Mlops.Storage.Tests.Catalog;

public sealed class PostgreSqlCatalogWarningsTests : CatalogWarningsContract, IAsyncLifetime
{
    private ServiceProvider? _services;

    protected override ICatalogWarnings Warnings => _services!.GetRequiredService<ICatalogWarnings>();

    public async ValueTask InitializeAsync() =>
        _services = PostgreSqlStores.Open(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync(), TimeProvider.System);

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;
}
