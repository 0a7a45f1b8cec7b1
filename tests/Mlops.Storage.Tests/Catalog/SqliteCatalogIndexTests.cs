using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mlops.Catalog.Index;
using Mlops.Storage.Catalog;
using Mlops.Storage.Sqlite;

namespace Mlops.Storage.Tests.Catalog;

public sealed class SqliteCatalogIndexTests : CatalogIndexContract, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-catalog").FullName;
    private readonly SqliteDatabase _database;

    public SqliteCatalogIndexTests()
    {
        _database = new SqliteDatabase(Options.Create(new SqliteStorageOptions { Path = Path.Combine(_folder, "mlops.db") }), NullLogger<SqliteDatabase>.Instance);
        Index = new CatalogIndex(_database);
        Leases = new CatalogLeases(_database, TimeProvider.System);
    }

    protected override ICatalogIndex Index { get; }

    protected override ICatalogLeases Leases { get; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
