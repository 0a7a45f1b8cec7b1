using DbUp;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>Brings the schema up to date with the numbered scripts of <c>Sqlite/Migrations</c>.</summary>
internal static class SqliteMigrations
{
    private const string Folder = ".Sqlite.Migrations.";

    public static void Apply(SqliteStorageOptions options, ILogger logger)
    {
        if (IsCurrent(options))
        {
            return;
        }

        // A lock file serializes hosts that start at once on one database file.
        using var turn = WaitForTurn(options.Path + ".migrating");
        var result = DeployChanges.To
            .SqliteDatabase(SqliteConnections.ConnectionString(options))
            .WithScriptsEmbeddedInAssembly(typeof(SqliteMigrations).Assembly, static name => name.Contains(Folder, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new MigrationLog(logger))
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The database at '{options.Path}' can't be brought up to date: {result.Error.Message}", result.Error);
        }
    }

    // One query instead of the migration library, which mostly has nothing to do and takes a tenth of a host's start.
    private static bool IsCurrent(SqliteStorageOptions options)
    {
        if (!File.Exists(options.Path))
        {
            return false;
        }

        using var session = SqliteConnections.Open(options, readOnly: true);
        try
        {
            var applied = SynchronousResult.Of(session.QueryAsync("SELECT ScriptName FROM SchemaVersions", static row => row.GetString(0), []));
            return typeof(SqliteMigrations).Assembly.GetManifestResourceNames()
                .Where(static name => name.Contains(Folder, StringComparison.Ordinal))
                .All(applied.ToHashSet(StringComparer.Ordinal).Contains);
        }
        catch (SqliteException)
        {
            // A new file has no such table.
            return false;
        }
    }

    private static FileStream WaitForTurn(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < 300)
            {
                Thread.Sleep(100);
            }
        }
    }
}
