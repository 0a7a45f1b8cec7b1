using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mlops.Storage.Experiments;
using Mlops.Storage.LoggedModels;
using Mlops.Storage.Registry;
using Mlops.Storage.Relational;
using Mlops.Storage.Sqlite;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;

namespace Mlops.Storage.Tests.Registry;

internal sealed class SqliteRegistryBackend : IRegistryBackend
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-registry-");
    private SqliteDatabase _database;

    public SqliteRegistryBackend() => _database = Open();

    public IRegisteredModelStore Models { get; private set; } = null!;

    public IModelVersionStore Versions { get; private set; } = null!;

    public IModelInspectionQueue Inspections { get; private set; } = null!;

    public ILoggedModelStore LoggedModels { get; private set; } = null!;

    public ManualClock Clock { get; } = new();

    public async Task ReopenAsync()
    {
        await _database.DisposeAsync();
        _database = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private SqliteDatabase Open()
    {
        var options = Options.Create(new SqliteStorageOptions { Path = Path.Combine(_folder.FullName, "mlops.db") });
        var database = new SqliteDatabase(options, NullLogger<SqliteDatabase>.Instance);
        var workspaces = new WorkspaceTable();
        var rows = new RegistryRows(workspaces);
        Models = new RegisteredModelStore(database, workspaces, rows, Clock);
        var loggedModels = new LoggedModelRows(workspaces);
        Versions = new ModelVersionStore(database, workspaces, rows, loggedModels, Clock);
        var experiments = new ExperimentStore(database, workspaces, new ExperimentRows(workspaces), Clock);
        LoggedModels = new LoggedModelStore(database, workspaces, new KeyTable(), experiments, loggedModels, Clock);
        Inspections = new ModelInspectionQueue(database, Clock);
        return database;
    }
}
