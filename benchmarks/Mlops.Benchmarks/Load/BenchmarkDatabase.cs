using Npgsql;

namespace Mlops.Benchmarks.Load;

/// <summary>The PostgreSQL database that the caller names: empty before, cleared between the measurements, and empty afterwards.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private BenchmarkDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 });
    }

    public string ConnectionString { get; }

    /// <summary>Opens the database; one with anything in it is refused, as the measurements would remove it.</summary>
    /// <returns>Null where none is named.</returns>
    public static async Task<BenchmarkDatabase?> OpenAsync(LoadOptions options)
    {
        if (options.PostgreSql is null)
        {
            return null;
        }

        var database = new BenchmarkDatabase(options.PostgreSql);
        var found = await database.QueryAsync(
            """
            SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')
                + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')
            """);
        if (found is not 0L)
        {
            await database._source.DisposeAsync();
            throw new InvalidOperationException($"The database is not empty: {found} tables, indexes, functions and the like are in it. Name one that is, since all in it is removed.");
        }

        return database;
    }

    /// <summary>Removes everything.</summary>
    public async Task ClearAsync()
    {
        await ExecuteAsync("DROP SCHEMA public CASCADE");
        await ExecuteAsync("CREATE SCHEMA public AUTHORIZATION pg_database_owner");
        await ExecuteAsync("GRANT USAGE ON SCHEMA public TO PUBLIC");
    }

    /// <summary>Does at once what autovacuum does within a minute or two of the tables being filled.</summary>
    public Task AnalyzeAsync() => ExecuteAsync("VACUUM (ANALYZE)");

    /// <summary>Version and the settings that matter most for writes.</summary>
    public async Task<string> DescribeAsync() => (string)(await QueryAsync(
        """
        SELECT format('PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s',
            current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('shared_buffers'))
        """))!;

    public async ValueTask DisposeAsync()
    {
        await ClearAsync();
        await _source.DisposeAsync();
    }

    private async Task<object?> QueryAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
