namespace Mlops.Storage.PostgreSql;

/// <summary>Which PostgreSQL database is used, and how much of it.</summary>
public sealed class PostgreSqlStorageOptions
{
    /// <summary>
    /// The connection string in Npgsql's keywords, such as <c>Host=db;Database=mlops;Username=mlops;Password=…</c>. The database exists
    /// and is this software's own; its encoding is UTF8. Required. Pool sizes and timeouts in it give way to the options below.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How many connections this host opens at most, from 4 to 1000.</summary>
    public int MaxConnections { get; set; } = 24;

    /// <summary>
    /// How long a request waits for a connection before it is answered with 503, from 1 to 60 seconds; counted in whole seconds.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long one statement may take before it is given up, from 1 second to an hour; counted in whole seconds.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many statements each connection keeps prepared, up to 10,000; 0 for none, as behind a pooler that hands connections out by
    /// transaction and can't keep them (pgbouncer before 1.21).
    /// </summary>
    public int PreparedStatements { get; set; } = 256;
}
