using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Mlops.Storage.Relational;
using Npgsql;

namespace Mlops.Import.Mlflow;

/// <summary>
/// MLflow's own database, read only and in one snapshot. Its schema is looked at first: tables and columns that older versions lack are
/// left out.
/// </summary>
internal sealed class SourceDatabase : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly Dictionary<string, HashSet<string>> _tables;

    private SourceDatabase(DbConnection connection, string name, Dictionary<string, HashSet<string>> tables)
    {
        _connection = connection;
        Name = name;
        _tables = tables;
    }

    /// <summary>What it is, without secrets; an import goes on only from the same one.</summary>
    public string Name { get; }

    public bool Has(string table, string? column = null) =>
        _tables.TryGetValue(table, out var columns) && (column is null || columns.Contains(column));

    /// <summary>Opens a database by MLflow's URI of it.</summary>
    /// <param name="uri">
    /// <c>sqlite:///relative</c>, <c>sqlite:////absolute</c>, the path of a SQLite file, or
    /// <c>postgresql://user:password@host:port/database</c>, with or without the name of a Python driver.
    /// </param>
    /// <exception cref="ImportException">There is no such database, or it is none of MLflow's.</exception>
    public static Task<SourceDatabase> OpenAsync(string uri) => OpenAsync(uri, Lacks);

    private static async Task<SourceDatabase> OpenAsync(string uri, Func<SourceDatabase, string?> lacks)
    {
        if (PostgreSqlAddress.IsOne(uri))
        {
            return await OpenAsync(PostgreSqlAddress.Parse(uri), lacks);
        }

        const string sqlite = "sqlite:///";
        return !uri.StartsWith(sqlite, StringComparison.Ordinal) && uri.Contains("://", StringComparison.Ordinal)
            ? throw new ImportException($"'{uri.Split("://")[0]}' databases can't be read; give a SQLite file or a postgresql:// address.")
            : await OpenFileAsync(uri.StartsWith(sqlite, StringComparison.Ordinal) ? uri[sqlite.Length..] : uri, lacks);
    }

    /// <summary>
    /// Opens the database in which MLflow keeps users and permissions, by its URI as for <see cref="OpenAsync(string)"/>.
    /// </summary>
    /// <exception cref="ImportException">There is no such database, or it has no users of MLflow's.</exception>
    public static Task<SourceDatabase> OpenAuthAsync(string uri) => OpenAsync(
        uri,
        static source => source.Has("users", "password_hash") && source.Has("experiment_permissions", "experiment_id") ? null : "it has no users and permissions");

    /// <summary>Whether MLflow's own tables are there, where something else is to be written.</summary>
    public static async Task<bool> IsAtAsync(NpgsqlConnectionStringBuilder settings) => await IsAsync(() => OpenAsync(settings, Lacks));

    /// <inheritdoc cref="IsAtAsync(NpgsqlConnectionStringBuilder)"/>
    public static async Task<bool> IsAtAsync(string file) => await IsAsync(() => OpenFileAsync(file, Lacks));

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Command(sql, []);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Streams the rows of a query; no other query may run meanwhile.</summary>
    public async IAsyncEnumerable<SourceRow> QueryAsync(string sql, object?[] parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new object?[reader.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = await reader.IsDBNullAsync(i, cancellationToken) ? null : reader.GetValue(i);
            }

            yield return new SourceRow(values);
        }
    }

    /// <summary>What stands for a parameter in a query: the driver of SQLite would cut a text at U+0000, a byte string not.</summary>
    public (string Expression, object? Value) Parameter(int index, object? value) => _connection is SqliteConnection && value is string text && text.Contains('\0', StringComparison.Ordinal)
        ? ($"CAST({ParameterNames.At(index)} AS TEXT)", System.Text.Encoding.UTF8.GetBytes(text))
        : (ParameterNames.At(index), value);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<SourceDatabase> OpenFileAsync(string file, Func<SourceDatabase, string?> lacks)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw new ImportException($"There is no file '{path}'.");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        return await OpenAsync(
            connection, "sqlite " + path, "BEGIN",
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'", lacks);
    }

    private static async Task<SourceDatabase> OpenAsync(NpgsqlConnectionStringBuilder settings, Func<SourceDatabase, string?> lacks)
    {
        var connection = new NpgsqlConnectionStringBuilder(settings.ToString()) { Pooling = false, CommandTimeout = 0 };
        return await OpenAsync(
            new NpgsqlConnection(connection.ToString()), PostgreSqlAddress.Name(settings),
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()", lacks);
    }

    private static string? Lacks(SourceDatabase source) =>
        source.Has("runs", "run_uuid") && source.Has("experiments", "experiment_id") ? null : "it has no runs and experiments";

    private static async Task<bool> IsAsync(Func<Task<SourceDatabase>> open)
    {
        try
        {
            await using var source = await open();
            return true;
        }
        catch (ImportException)
        {
            return false;
        }
    }

    private static async Task<SourceDatabase> OpenAsync(DbConnection connection, string name, string begin, string schema, Func<SourceDatabase, string?> lacks)
    {
        try
        {
            await connection.OpenAsync();
            var source = new SourceDatabase(connection, name, new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase));
            await using (var command = source.Command(begin, []))
            {
                await command.ExecuteNonQueryAsync();
            }

            await foreach (var row in source.QueryAsync(schema, [], CancellationToken.None))
            {
                if (!source._tables.TryGetValue(row.Text(0), out var columns))
                {
                    source._tables.Add(row.Text(0), columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
                }

                columns.Add(row.Text(1));
            }

            return lacks(source) is not { } missing ? source : throw new ImportException($"'{name}' is no database of MLflow: {missing}.");
        }
        catch (DbException error)
        {
            await connection.DisposeAsync();
            throw new ImportException($"'{name}' can't be read: {error.Message}");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Texts are built from constants and the schema's own names; every value is a parameter.")]
    private DbCommand Command(string sql, object?[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterNames.At(i);
            parameter.Value = parameters[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
