using Npgsql;

namespace Mlops.Import.Mlflow;

/// <summary>
/// The address of a PostgreSQL database as MLflow and PostgreSQL's own programs write it. No text here repeats it: it may hold a
/// password.
/// </summary>
internal static class PostgreSqlAddress
{
    private const string Form = "The address of a PostgreSQL database must be of the form postgresql://user:password@host:port/database.";

    /// <summary>Whether a text begins like one, with or without the name of a Python driver.</summary>
    public static bool IsOne(string text) => text.Contains("://", StringComparison.Ordinal) && text.Split("://")[0].Split('+')[0] is "postgresql" or "postgres";

    /// <summary>Reads an address.</summary>
    /// <exception cref="ImportException">It lacks something or has what is not known.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.AbsolutePath.Length < 2)
        {
            throw new ImportException(Form);
        }

        var user = address.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(address.AbsolutePath[1..]),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var part in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            Set(settings, pair[0], Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : ""));
        }

        return settings;
    }

    /// <summary>What it is, without secrets.</summary>
    public static string Name(NpgsqlConnectionStringBuilder settings) => $"postgresql {settings.Host}:{settings.Port}/{settings.Database}";

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            // Left out, it would weaken what the operator asked for.
            case "sslmode":
                settings.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
                    ? mode
                    : throw new ImportException("The sslmode of a PostgreSQL address is disable, allow, prefer, require, verify-ca or verify-full.");
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "sslcert":
                settings.SslCertificate = value;
                break;
            case "sslkey":
                settings.SslKey = value;
                break;
            case "options":
                settings.Options = value;
                break;
            default:
                throw new ImportException("Of the parameters behind the ? of a PostgreSQL address, sslmode, sslrootcert, sslcert, sslkey and options are known.");
        }
    }
}
