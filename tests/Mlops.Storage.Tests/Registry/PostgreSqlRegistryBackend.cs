using Microsoft.Extensions.DependencyInjection;
using Mlops.Storage.Relational;
using Mlops.Storage.Tests.Tracking;
using Mlops.Storage.Webhooks;
using Mlops.Tests.PostgreSql;
using Mlops.Tracking.Keys;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Registry;

/// <summary>A registry on a PostgreSQL database of its own.</summary>
public sealed class PostgreSqlRegistryBackend : RegistryBackend
{
    private readonly string _connectionString;
    private ServiceProvider _services;

    private PostgreSqlRegistryBackend(string connectionString)
    {
        _connectionString = connectionString;
        _services = Open();
    }

    /// <summary>Makes a database, or skips the test where that can't be.</summary>
    public static async Task<RegistryBackend> CreateAsync() => new PostgreSqlRegistryBackend(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync());

    public override async Task ReopenAsync()
    {
        await _services.DisposeAsync();
        _services = Open();
    }

    public override async Task FillDeliveriesAsync(string webhookId) => await _services.GetRequiredService<IRelationalDatabase>().WriteAsync(
        async session =>
        {
            var message = await session.QueryInt64Async("INSERT INTO webhook_messages (body) VALUES ('{}') RETURNING id", []);
            return await session.ExecuteAsync(
                """
                INSERT INTO webhook_deliveries (webhook_id, message_id, attempts, next_attempt, lease_until)
                SELECT w.id, @1, 0, 0, 0 FROM webhooks w, generate_series(1, @2) WHERE w.webhook_id = @0
                """,
                webhookId, message, (long)WebhookOutbox.MaxWaiting);
        },
        CancellationToken.None);

    public override ValueTask DisposeAsync() => _services.DisposeAsync();

    private ServiceProvider Open()
    {
        var services = PostgreSqlStores.Open(_connectionString, Clock);
        Models = services.GetRequiredService<IRegisteredModelStore>();
        Versions = services.GetRequiredService<IModelVersionStore>();
        Inspections = services.GetRequiredService<IModelInspectionQueue>();
        LoggedModels = services.GetRequiredService<ILoggedModelStore>();
        Webhooks = services.GetRequiredService<IWebhookStore>();
        Deliveries = services.GetRequiredService<IWebhookDeliveryQueue>();
        Keys = services.GetRequiredService<IServerKeys>();
        return services;
    }
}
