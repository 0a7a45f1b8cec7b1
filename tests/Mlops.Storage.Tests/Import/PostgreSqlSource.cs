using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mlops.Storage.Tests.Import;

/// <summary>
/// Puts what MLflow keeps in a SQLite file into a PostgreSQL database, with the types that MLflow has there. MLflow itself can't be run in
/// the tests, so that its tables are made from those of the file, without keys between them.
/// </summary>
internal static class PostgreSqlSource
{
    public static async Task FillAsync(string connectionString, string sqliteFile, CancellationToken cancellationToken)
    {
        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sqliteFile, Pooling = false }.ToString());
        await from.OpenAsync(cancellationToken);
        await using var to = new NpgsqlConnection(connectionString + ";Pooling=false");
        await to.OpenAsync(cancellationToken);
        foreach (var table in await ListAsync(from, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'", cancellationToken))
        {
            var columns = await ListAsync(from, $"SELECT name || ' ' || type FROM pragma_table_info('{table}')", cancellationToken);
            var names = columns.Select(static column => column.Split(' ')[0]).ToArray();
            var types = columns.Select(static column => Type(column[(column.IndexOf(' ', StringComparison.Ordinal) + 1)..])).ToArray();
            await ExecuteAsync(to, $"CREATE TABLE {table} ({string.Join(", ", names.Zip(types, static (name, type) => $"\"{name}\" {type}"))})", [], cancellationToken);
            await using var read = from.CreateCommand();
#pragma warning disable CA2100 // Names come from the dump that is kept with the tests.
            read.CommandText = $"SELECT {string.Join(", ", names.Select(static name => $"\"{name}\""))} FROM {table}";
#pragma warning restore CA2100
            await using var rows = await read.ExecuteReaderAsync(cancellationToken);
            var insert = $"INSERT INTO {table} VALUES ({string.Join(", ", types.Select(static (type, i) => string.Create(CultureInfo.InvariantCulture, $"CAST(@{i} AS {type})")))})";
            while (await rows.ReadAsync(cancellationToken))
            {
                await ExecuteAsync(to, insert, [.. types.Select((type, i) => Value(type, rows.GetValue(i)))], cancellationToken);
            }
        }
    }

    private static string Type(string declared) => declared.Split('(')[0] switch
    {
        "INTEGER" => "integer",
        "BIGINT" => "bigint",
        "BOOLEAN" => "boolean",
        "FLOAT" => "double precision",
        "JSON" => "json",
        "BLOB" => "bytea",
        _ => "text",
    };

    private static object Value(string type, object value) => type switch
    {
        _ when value is DBNull => value,
        "boolean" => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        _ => value,
    };

    private static async Task<List<string>> ListAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the dump that is kept with the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Names come from the dump that is kept with the tests.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(i.ToString(CultureInfo.InvariantCulture), values[i]);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
