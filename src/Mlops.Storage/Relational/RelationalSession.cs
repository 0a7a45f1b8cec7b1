using System.Data.Common;

namespace Mlops.Storage.Relational;

/// <summary>A connection that runs the stores' SQL; what that is, <see cref="SqlDialect"/> says.</summary>
internal abstract class RelationalSession(SqlDialect dialect)
{
    /// <summary>How the engine spells what the SQL leaves open.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>Ends the reading of rows when nobody waits for them any more.</summary>
    protected virtual CancellationToken Stop => CancellationToken.None;

    /// <summary>Runs a statement that yields no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> parameters);

    /// <summary>Runs a query and reads its rows.</summary>
    public async ValueTask<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, object?[] parameters)
    {
        var rows = new List<T>();
        await using var reader = await OpenAsync(sql, parameters, single: false);
        while (await reader.ReadAsync(Stop))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs a query and reads its first row, or yields the default where there is none.</summary>
    public async ValueTask<T?> QueryFirstAsync<T>(string sql, Func<DbDataReader, T> read, object?[] parameters)
    {
        await using var reader = await OpenAsync(sql, parameters, single: true);
        return await reader.ReadAsync(Stop) ? read(reader) : default;
    }

    /// <summary>Runs a query and reads the number in its first row, or yields null where there is none.</summary>
    public async ValueTask<long?> QueryInt64Async(string sql, object?[] parameters)
    {
        await using var reader = await OpenAsync(sql, parameters, single: true);
        return await reader.ReadAsync(Stop) && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }

    /// <summary>Runs a query and hands over each row.</summary>
    public async ValueTask ForEachAsync<TState>(string sql, TState state, Action<TState, DbDataReader> row, object?[] parameters)
    {
        await using var reader = await OpenAsync(sql, parameters, single: false);
        while (await reader.ReadAsync(Stop))
        {
            row(state, reader);
        }
    }

    /// <summary>Starts a query; the reader is closed before the next statement runs.</summary>
    protected abstract ValueTask<DbDataReader> OpenAsync(string sql, object?[] parameters, bool single);
}
