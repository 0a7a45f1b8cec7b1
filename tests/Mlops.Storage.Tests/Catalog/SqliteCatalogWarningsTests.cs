using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mlops.Catalog.Index;
using Mlops.Storage.Catalog;
using Mlops.Storage.Sqlite;

namespace Mlops.Storage.Tests.Catalog;

public sealed class SqliteCatalogWarningsTests : CatalogWarningsContract, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-catalog").FullName;
    private readonly SqliteDatabase _database;

    public SqliteCatalogWarningsTests()
    {
        _database = new SqliteDatabase(Options.Create(new SqliteStorageOptions { Path = Path.Combine(_folder, "mlops.db") }), NullLogger<SqliteDatabase>.Instance);
        Warnings = new CatalogWarnings(_database);
    }

    protected override ICatalogWarnings Warnings { get; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
