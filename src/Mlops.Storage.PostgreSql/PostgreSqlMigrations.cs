using DbUp;
using Microsoft.Extensions.Logging;
using Mlops.Storage.Relational;
using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>Brings the schema up to date with the numbered scripts of <c>PostgreSql/Migrations</c>.</summary>
internal static class PostgreSqlMigrations
{
    // Any number will do, as long as every host asks for the same.
    private const long Turn = 0x4D4C_4F50_5301;

    public static async Task ApplyAsync(PostgreSqlStorageOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var settings = PostgreSqlConnections.ConnectionString(options);
        settings.Pooling = false;
        await using var turns = new NpgsqlConnection(settings.ConnectionString);
        await turns.OpenAsync(cancellationToken);
        // An advisory lock serializes hosts that start at once. The wait may last as long as another host's migration.
        await using (var wait = new NpgsqlCommand($"SELECT pg_advisory_lock({Turn})", turns) { CommandTimeout = 0 })
        {
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }

        // The library is synchronous only; the lock is released with its connection.
        await Task.Run(() => Apply(settings, logger), cancellationToken);
    }

    private static void Apply(NpgsqlConnectionStringBuilder settings, ILogger logger)
    {
        // Building an index over many rows takes its time.
        settings.CommandTimeout = 0;
        var result = DeployChanges.To
            .PostgresqlDatabase(settings.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(PostgreSqlMigrations).Assembly, name => name.Contains(".PostgreSql.Migrations.", StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogTo(new MigrationLog(logger))
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw PostgreSqlErrors.IsDisconnection(result.Error)
                ? result.Error
                : new InvalidOperationException($"The PostgreSQL database '{settings.Database}' can't be brought up to date: {result.Error.Message}", result.Error);
        }
    }
}
