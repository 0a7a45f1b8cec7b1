using Microsoft.Extensions.Options;
using Npgsql;

namespace Mlops.Storage.PostgreSql;

internal sealed class PostgreSqlStorageOptionsValidator : IValidateOptions<PostgreSqlStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgreSqlStorageOptions options)
    {
        var errors = new List<string>();
        CheckConnectionString(options.ConnectionString, errors);
        if (options.MaxConnections is < 4 or > 1000)
        {
            errors.Add("MaxConnections must be between 4 and 1000.");
        }

        if (options.ConnectTimeout < TimeSpan.FromSeconds(1) || options.ConnectTimeout > TimeSpan.FromSeconds(60))
        {
            errors.Add("ConnectTimeout must be between 1 and 60 seconds.");
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromHours(1))
        {
            errors.Add("CommandTimeout must be between 1 second and 1 hour.");
        }

        if (options.PreparedStatements is < 0 or > 10_000)
        {
            errors.Add("PreparedStatements must be between 0 and 10000.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckConnectionString(string text, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add("The connection string of the PostgreSQL database is missing (ConnectionString).");
            return;
        }

        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(parsed.Host))
            {
                errors.Add("ConnectionString names no Host.");
            }

            if (string.IsNullOrEmpty(parsed.Database))
            {
                errors.Add("ConnectionString names no Database.");
            }
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or NotSupportedException)
        {
            // The driver's message may repeat the text, which may hold a password.
            errors.Add("ConnectionString is not one: it is written 'Host=…;Database=…;Username=…;Password=…'.");
        }
    }
}
