using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mlops.Import.Mlflow;

/// <summary>The database to fill.</summary>
internal sealed class ImportTarget
{
    private const string Sqlite = "sqlite:///";
    private readonly string? _file;
    private readonly NpgsqlConnectionStringBuilder? _server;

    private ImportTarget(string file) => (_file, Name) = (file, file);

    private ImportTarget(NpgsqlConnectionStringBuilder server) => (_server, Name) = (server, PostgreSqlAddress.Name(server));

    /// <summary>What it is, without secrets.</summary>
    public string Name { get; }

    /// <summary>
    /// Reads a file's path, an address such as <c>postgresql://user:password@host:port/database</c>, or a connection string as hosts are
    /// given it.
    /// </summary>
    /// <exception cref="ImportException">It is none of these. The text does not repeat it: it may hold a password.</exception>
    public static ImportTarget Parse(string text)
    {
        if (PostgreSqlAddress.IsOne(text))
        {
            return new ImportTarget(PostgreSqlAddress.Parse(text));
        }

        if (text.StartsWith(Sqlite, StringComparison.Ordinal))
        {
            return new ImportTarget(text[Sqlite.Length..]);
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            throw new ImportException($"'{text.Split("://")[0]}' databases can't be filled; give a SQLite file or a postgresql:// address.");
        }

        return IsConnectionString(text) ? new ImportTarget(Connection(text)) : new ImportTarget(text);
    }

    /// <summary>Adds the stores on it, as a host does.</summary>
    /// <exception cref="ImportException">It is MLflow's own.</exception>
    public async Task AddAsync(IServiceCollection services)
    {
        if (_server is null ? await SourceDatabase.IsAtAsync(_file!) : await SourceDatabase.IsAtAsync(_server))
        {
            throw new ImportException($"'{Name}' is a database of MLflow itself; the new server needs one of its own.");
        }

        if (_server is null)
        {
            services.AddMlopsSqlite(options => options.Path = _file!);
            return;
        }

        services.AddMlopsPostgreSql(options =>
        {
            options.ConnectionString = _server.ToString();
            options.MaxConnections = 8;
            // Counting the rows of large tables takes its time.
            options.CommandTimeout = TimeSpan.FromHours(1);
        });
    }

    private static bool IsConnectionString(string text) =>
        text.Split(';').Any(static part => part.Split('=', 2) is [var name, _] && name.Trim().ToUpperInvariant() is "HOST" or "SERVER");

    private static NpgsqlConnectionStringBuilder Connection(string text)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            return !string.IsNullOrEmpty(parsed.Host) && !string.IsNullOrEmpty(parsed.Database) ? parsed : throw Unreadable();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or NotSupportedException)
        {
            throw Unreadable();
        }
    }

    private static ImportException Unreadable() => new("A connection string of PostgreSQL is written 'Host=…;Database=…;Username=…;Password=…'.");
}
