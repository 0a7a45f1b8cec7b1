using Mlops.Storage.Relational;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>Gives numbers to many names at once, in a statement of its own: a name that nothing uses does no harm.</summary>
internal static class KeyNumbers
{
    private const string Add =
        """
        WITH added AS (INSERT INTO keys (name) SELECT u FROM unnest($1) AS u ON CONFLICT (name) DO NOTHING RETURNING name, id)
        SELECT name, id FROM added UNION ALL SELECT name, id FROM keys WHERE name = ANY($1)
        """;

    /// <summary>Sees to it that <see cref="KeyTable.TryGet"/> knows the names.</summary>
    public static async ValueTask EnsureAsync(NpgsqlConnection connection, KeyTable keys, IEnumerable<string> names)
    {
        var missing = Missing(keys, names);
        // A concurrent insert of the same name conflicts; its key is read in the next round.
        while (missing.Length > 0)
        {
            await using (var command = new NpgsqlCommand(Add, connection))
            {
                command.Parameters.Add(PostgreSqlParameters.Of(PostgreSqlDialect.Instance.Value(missing)));
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    keys.Remember(reader.GetString(0), reader.GetInt64(1));
                }
            }

            missing = Missing(keys, missing);
        }
    }

    // In key order, so that hosts that add the same names do not deadlock.
    private static string[] Missing(KeyTable keys, IEnumerable<string> names)
    {
        List<string>? missing = null;
        foreach (var name in names)
        {
            if (!keys.TryGet(name, out _))
            {
                (missing ??= []).Add(name);
            }
        }

        return missing is null ? [] : [.. missing.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
