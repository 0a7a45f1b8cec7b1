using System.Data.Common;
using Mlops.Storage.Relational;
using SQLitePCL;

namespace Mlops.Storage.Sqlite;

/// <summary>A connection to SQLite that runs its prepared statements without ADO.NET between; every task it gives has ended.</summary>
internal sealed class SqliteSession : RelationalSession, IDisposable
{
    // Filters make statements of many shapes; a bounded cache keeps the hot ones without growing for ever.
    private const int MaxStatements = 256;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _connection;
    private readonly nint _database;
    private readonly SqliteWatch _watch;

    public SqliteSession(sqlite3 connection)
        : base(SqliteDialect.Instance)
    {
        if (raw.GetNativeLibraryName() != SqliteNative.Library)
        {
            throw new InvalidOperationException($"SQLite must come from the library {SqliteNative.Library}, which Microsoft.Data.Sqlite brings along.");
        }

        _connection = connection;
        _database = connection.DangerousGetHandle();
        _watch = new SqliteWatch(_database);
    }

    /// <summary>Whether the session is inside a transaction: the engine ends one by itself when, say, the disk is full.</summary>
    public bool IsInTransaction => SqliteNative.IsAutocommit(_database) == 0;

    /// <summary>How many rows were changed since the connection was opened.</summary>
    public int TotalChanges => SqliteNative.TotalChanges(_database);

    /// <summary>Interrupts what runs until <see cref="EndWatch"/> when its time is over or its caller has left.</summary>
    public void Watch(TimeSpan limit, CancellationToken stop) => _watch.Start(limit, stop);

    public void EndWatch() => _watch.End();

    public override ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> parameters) => new(Execute(sql, parameters));

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> parameters)
    {
        var statement = Prepare(sql, parameters);
        while (statement.Step())
        {
        }

        statement.Reset();
        return SqliteNative.Changes(_database);
    }

    public void Dispose()
    {
        Forget();
        _watch.Dispose();
        _connection.Dispose();
    }

    protected override ValueTask<DbDataReader> OpenAsync(string sql, object?[] parameters, bool single) => new(Prepare(sql, parameters).Row);

    private SqliteStatement Prepare(string sql, ReadOnlySpan<object?> parameters)
    {
        _watch.ThrowIfStopped();
        if (!_statements.TryGetValue(sql, out var statement))
        {
            if (_statements.Count >= MaxStatements)
            {
                Forget();
            }

            statement = new SqliteStatement(_database, Dialect.Spell(sql), parameters.Length);
            _statements.Add(sql, statement);
        }

        statement.Bind(parameters);
        return statement;
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }
}
