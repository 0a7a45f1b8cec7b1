using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>Opens connections with the settings that the stores need.</summary>
internal static class PostgreSqlConnections
{
    // Pages are small: compiling their queries, or starting processes for them, takes longer than running them.
    private const string Settings = "-c jit=off -c max_parallel_workers_per_gather=0";

    // Statements that choose their index themselves need no weighing of other ways: planning anew takes as long as running, the value of a
    // parameter leads to ways that read and sort all there is, and so do tables that have just been filled, which nobody has counted yet.
    private const string ByIndexSettings = $"{Settings} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    /// <summary>How many connections each of the two pools holds at most.</summary>
    public static int EachPool(PostgreSqlStorageOptions options) => options.MaxConnections / 2;

    public static NpgsqlConnectionStringBuilder ConnectionString(PostgreSqlStorageOptions options) => ConnectionString(options, Settings);

    public static NpgsqlDataSource Open(PostgreSqlStorageOptions options) => Open(options, Settings);

    /// <summary>Opens connections for statements that go by an index of their choice.</summary>
    public static NpgsqlDataSource OpenByIndex(PostgreSqlStorageOptions options) => Open(options, ByIndexSettings);

    private static NpgsqlDataSource Open(PostgreSqlStorageOptions options, string settings) =>
        new NpgsqlDataSourceBuilder(ConnectionString(options, settings).ConnectionString).Build();

    private static NpgsqlConnectionStringBuilder ConnectionString(PostgreSqlStorageOptions options, string settings) => new(options.ConnectionString)
    {
        Options = new NpgsqlConnectionStringBuilder(options.ConnectionString).Options is { Length: > 0 } own ? $"{settings} {own}" : settings,
        MaxPoolSize = EachPool(options),
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
}
