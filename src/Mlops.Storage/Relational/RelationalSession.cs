using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Mlops.Storage.Relational;

/// <summary>A connection with its prepared statements; parameters are named <c>@0</c>, <c>@1</c>, … by position.</summary>
internal class RelationalSession(DbConnection connection) : IDisposable
{
    // Filters make statements of many shapes; a bounded cache keeps the hot ones without growing for ever.
    private const int MaxStatements = 256;
    private readonly Dictionary<string, DbCommand> _statements = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>Runs a statement that yields no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public virtual ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> parameters) =>
        new(Prepare(sql, parameters).ExecuteNonQueryAsync());

    /// <summary>Runs a query and reads its rows.</summary>
    public async ValueTask<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, object?[] parameters)
    {
        var rows = new List<T>();
        await using var reader = await OpenAsync(sql, parameters, single: false);
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs a query and reads its first row, or yields the default where there is none.</summary>
    public async ValueTask<T?> QueryFirstAsync<T>(string sql, Func<DbDataReader, T> read, object?[] parameters)
    {
        await using var reader = await OpenAsync(sql, parameters, single: true);
        return await reader.ReadAsync() ? read(reader) : default;
    }

    /// <summary>Runs a query and reads the number in its first row, or yields null where there is none.</summary>
    public async ValueTask<long?> QueryInt64Async(string sql, object?[] parameters)
    {
        await using var reader = await OpenAsync(sql, parameters, single: true);
        return await reader.ReadAsync() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }

    /// <summary>Runs a query and hands over each row.</summary>
    public async ValueTask ForEachAsync<TState>(string sql, TState state, Action<TState, DbDataReader> row, object?[] parameters)
    {
        await using var reader = await OpenAsync(sql, parameters, single: false);
        while (await reader.ReadAsync())
        {
            row(state, reader);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a query; the reader is closed before the next statement runs.</summary>
    protected virtual async ValueTask<DbDataReader> OpenAsync(string sql, object?[] parameters, bool single) =>
        await Prepare(sql, parameters).ExecuteReaderAsync(single ? CommandBehavior.SingleRow : CommandBehavior.Default);

    protected virtual void Dispose(bool disposing)
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Texts are built from constants; every value is a parameter.")]
    private DbCommand Prepare(string sql, ReadOnlySpan<object?> parameters)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            if (_statements.Count >= MaxStatements)
            {
                foreach (var old in _statements.Values)
                {
                    old.Dispose();
                }

                _statements.Clear();
            }

            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = ParameterNames.At(i);
                command.Parameters.Add(parameter);
            }

            SetValues(command, parameters);
            // Without this, SQLite's commands forget their statement whenever a reader is closed early.
            command.Prepare();
            _statements.Add(sql, command);
            return command;
        }

        SetValues(command, parameters);

        return command;
    }

    private static void SetValues(DbCommand command, ReadOnlySpan<object?> parameters)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i] ?? DBNull.Value;
        }
    }
}
