using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mlops.Storage.Experiments;
using Mlops.Storage.Keys;
using Mlops.Storage.LoggedModels;
using Mlops.Storage.Registry;
using Mlops.Storage.Relational;
using Mlops.Storage.Sqlite;
using Mlops.Storage.Webhooks;
using Mlops.Tracking.Keys;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Registry;

public sealed class SqliteRegistryBackend : RegistryBackend
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-registry-");
    private SqliteDatabase _database;

    public SqliteRegistryBackend() => _database = Open();

    public override async Task ReopenAsync()
    {
        await _database.DisposeAsync();
        _database = Open();
    }

    public override async Task FillDeliveriesAsync(string webhookId) => await _database.WriteAsync(
        async session =>
        {
            var message = await session.QueryInt64Async("INSERT INTO webhook_messages (body) VALUES ('{}') RETURNING id", []);
            for (var i = 0; i < WebhookOutbox.MaxWaiting; i++)
            {
                await session.ExecuteAsync(
                    "INSERT INTO webhook_deliveries (webhook_id, message_id, attempts, next_attempt, lease_until) SELECT id, @1, 0, 0, 0 FROM webhooks WHERE webhook_id = @0",
                    webhookId, message);
            }

            return true;
        },
        CancellationToken.None);

    public override async ValueTask DisposeAsync()
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
        var events = new RegistryEvents(new WebhookOutbox(workspaces, Clock));
        Models = new RegisteredModelStore(database, workspaces, rows, events, Clock);
        var loggedModels = new LoggedModelRows(workspaces);
        Versions = new ModelVersionStore(database, workspaces, rows, loggedModels, events, Clock);
        var experiments = new ExperimentStore(database, workspaces, new ExperimentRows(workspaces), Clock);
        LoggedModels = new LoggedModelStore(database, workspaces, new KeyTable(), experiments, loggedModels, Clock);
        Webhooks = new WebhookStore(database, workspaces, new WebhookReader(workspaces), Clock);
        Deliveries = new WebhookDeliveryQueue(database, Clock);
        Keys = new ServerKeys(database, Clock);
        Inspections = new ModelInspectionQueue(database, Clock);
        return database;
    }
}
