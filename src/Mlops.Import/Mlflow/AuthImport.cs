using Mlops.Storage.Relational;

namespace Mlops.Import.Mlflow;

/// <summary>
/// Copies MLflow's users, permissions and roles, which it keeps in a database of their own, behind everything else. What is there already
/// is kept as it is, so that an import that was stopped goes on by beginning again. These tables are small: they fit into memory.
/// </summary>
internal sealed class AuthImport(IRelationalDatabase database, TimeProvider time)
{
    private const int RowsPerTransaction = 500;

    /// <summary>Imports what is not in yet, and looks every row up again.</summary>
    /// <param name="source">MLflow's database of users.</param>
    /// <param name="main">MLflow's database of everything else, which is in.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>What came of each table.</returns>
    public async Task<IReadOnlyList<ImportedTable>> RunAsync(SourceDatabase source, SourceDatabase main, ImportOptions options, CancellationToken cancellationToken)
    {
        if (options.Workspace is { Length: > 0 })
        {
            options = options with { DefaultExperiment = await main.CountAsync("SELECT COALESCE(max(experiment_id), 0) + 1 FROM experiments") };
        }

        var users = (await ReadAsync(source, "SELECT id, username FROM users", cancellationToken)).ToDictionary(static row => row.Integer(0), static row => row.Text(1));
        var roles = !source.Has("roles") ? []
            : (await ReadAsync(source, "SELECT id, workspace, name FROM roles", cancellationToken)).ToDictionary(static row => row.Integer(0), static row => (row.Text(1), row.Text(2)));
        var report = new List<ImportedTable>();
        foreach (var table in AuthTables.All.Where(table => source.Has(table.Name)))
        {
            var columns = table.Columns.Select(column => column == table.Optional && !source.Has(table.Name, column) ? "NULL" : column);
            var rows = await ReadAsync(source, $"SELECT {string.Join(", ", columns)} FROM {table.Name}", cancellationToken);
            report.Add(await ImportAsync(table, rows, session => new AuthTables(session, options, users, roles), cancellationToken));
        }

        return report;
    }

    private async Task<ImportedTable> ImportAsync(AuthTables.Table table, IReadOnlyList<SourceRow> rows, Func<RelationalSession, AuthTables> tables, CancellationToken cancellationToken)
    {
        long imported = 0, found = 0, kept = 0;
        foreach (var batch in rows.Chunk(RowsPerTransaction))
        {
            var (mapped, there, others) = await database.WriteAsync(
                async session =>
                {
                    var map = tables(session);
                    var ready = new List<AuthRow>(batch.Length);
                    foreach (var row in batch)
                    {
                        if (await table.Map(map, row) is { } mapped)
                        {
                            ready.Add(mapped);
                        }
                    }

                    // Where two rows come to the same, the one that allows less stays.
                    foreach (var row in ready.OrderBy(static row => row.Order))
                    {
                        await InsertAsync(session, row);
                    }

                    long there = 0, others = 0;
                    foreach (var row in ready)
                    {
                        var (exists, same) = await FindAsync(session, row);
                        there += exists ? 1 : 0;
                        others += exists && !same ? 1 : 0;
                    }

                    return (ready.Count, there, others);
                },
                cancellationToken);
            (imported, found, kept) = (imported + mapped, found + there, kept + others);
        }

        return new ImportedTable(table.Name, rows.Count, imported, rows.Count - imported, found, IsSame: true, Note(table, rows, kept));
    }

    private static string? Note(AuthTables.Table table, IReadOnlyList<SourceRow> rows, long kept)
    {
        var notes = new List<string>();
        if (kept > 0)
        {
            notes.Add($"{kept} of the {table.Name} were there already, say something else, and were kept as they are.");
        }

        if (table.Name == "users" && rows.Count(static row => row.TextOrNull(2) is not { } hash || !(hash.StartsWith("scrypt:", StringComparison.Ordinal) || hash.StartsWith("pbkdf2:", StringComparison.Ordinal))) is var unknown and > 0)
        {
            notes.Add($"{unknown} of the users have a password hash in a form that is not known; they need new passwords.");
        }

        return notes.Count == 0 ? null : string.Join(Environment.NewLine, notes);
    }

    private async ValueTask InsertAsync(RelationalSession session, AuthRow row)
    {
        string[] columns = [.. row.Keys, .. row.Columns, .. row.Others.Select(static other => other.Column)];
        object?[] values =
        [
            .. row.KeyValues, .. row.Values,
            .. row.Others.Select(other => other.Column == "creation_time" ? time.GetUtcNow().ToUnixTimeMilliseconds() : other.Value),
        ];
        await session.ExecuteAsync(
            $"INSERT INTO {row.Table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(static (_, i) => ParameterNames.At(i)))}) ON CONFLICT ({string.Join(", ", row.Keys)}) DO NOTHING",
            values);
    }

    private static async ValueTask<(bool Exists, bool IsSame)> FindAsync(RelationalSession session, AuthRow row)
    {
        var where = string.Join(" AND ", row.Keys.Select(static (key, i) => $"{key} = {ParameterNames.At(i)}"));
        var found = await session.QueryFirstAsync(
            $"SELECT {string.Join(", ", row.Columns.Prepend("1"))} FROM {row.Table} WHERE {where}",
            reader => Enumerable.Range(0, row.Values.Length).Select(i => reader.IsDBNull(i + 1) ? null : row.Values[i] is long ? reader.GetInt64(i + 1) : (object)reader.GetString(i + 1)).ToArray(),
            row.KeyValues);
        return (found is not null, found is not null && found.SequenceEqual(row.Values));
    }

    private static async Task<IReadOnlyList<SourceRow>> ReadAsync(SourceDatabase source, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<SourceRow>();
        await foreach (var row in source.QueryAsync(sql, [], cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
