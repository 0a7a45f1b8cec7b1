using DbUp;
using Microsoft.Extensions.Logging;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>Brings the schema up to date with the numbered scripts of <c>Sqlite/Migrations</c>.</summary>
internal static class SqliteMigrations
{
    public static void Apply(SqliteStorageOptions options, ILogger logger)
    {
        // A lock file serializes hosts that start at once on one database file.
        using var turn = WaitForTurn(options.Path + ".migrating");
        var result = DeployChanges.To
            .SqliteDatabase(SqliteConnections.ConnectionString(options))
            .WithScriptsEmbeddedInAssembly(typeof(SqliteMigrations).Assembly, name => name.Contains(".Sqlite.Migrations.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new MigrationLog(logger))
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The database at '{options.Path}' can't be brought up to date: {result.Error.Message}", result.Error);
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
