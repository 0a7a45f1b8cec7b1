using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>Opens connections with the settings that the stores need.</summary>
internal static class PostgreSqlConnections
{
    // Pages are small: compiling their queries, or starting processes for them, takes longer than running them.
    private const string Settings = "-c jit=off -c max_parallel_workers_per_gather=0";

    public static NpgsqlConnectionStringBuilder ConnectionString(PostgreSqlStorageOptions options) => new(options.ConnectionString)
    {
        Options = new NpgsqlConnectionStringBuilder(options.ConnectionString).Options is { Length: > 0 } own ? $"{Settings} {own}" : Settings,
        MaxPoolSize = options.MaxConnections,
        MinPoolSize = 0,
        Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds),
        CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds),
        CancellationTimeout = 2000,
        MaxAutoPrepare = options.PreparedStatements,
        AutoPrepareMinUsages = 2,
        // A unit of work leaves nothing behind on its connection that would have to be reset.
        NoResetOnClose = true,
        Enlist = false,
        ApplicationName = "mlops",
    };

    public static NpgsqlDataSource Open(PostgreSqlStorageOptions options) =>
        new NpgsqlDataSourceBuilder(ConnectionString(options).ConnectionString).Build();
}
