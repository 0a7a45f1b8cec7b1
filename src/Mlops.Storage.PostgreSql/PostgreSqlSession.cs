using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Mlops.Storage.Relational;
using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>
/// A connection that was taken from the pool for one unit of work. The driver keeps its hot statements prepared, by text and types.
/// </summary>
internal sealed class PostgreSqlSession(NpgsqlConnection connection, CancellationToken stop = default) : RelationalSession(PostgreSqlDialect.Instance)
{
    public NpgsqlConnection Connection => connection;

    protected override CancellationToken Stop => stop;

    public override ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> parameters) =>
        new(Prepare(sql, parameters).ExecuteNonQueryAsync(stop));

    protected override async ValueTask<DbDataReader> OpenAsync(string sql, object?[] parameters, bool single) =>
        await Prepare(sql, parameters).ExecuteReaderAsync(single ? CommandBehavior.SingleRow : CommandBehavior.Default, stop);

    [SuppressMessage("Security", "CA2100", Justification = "Texts are built from constants; every value is a parameter.")]
    private NpgsqlCommand Prepare(string sql, ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlCommand(Dialect.Spell(sql), connection);
        foreach (var value in parameters)
        {
            command.Parameters.Add(PostgreSqlParameters.Of(Dialect.Value(value)));
        }

        return command;
    }
}
