using Microsoft.Extensions.Options;

namespace Mlops.Storage.Sqlite;

internal sealed class SqliteStorageOptionsValidator : IValidateOptions<SqliteStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStorageOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            errors.Add("The path of the SQLite database is missing (Path).");
        }

        if (options.Readers is < 0 or > 256)
        {
            errors.Add("Readers must be between 0 and 256.");
        }

        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > TimeSpan.FromMinutes(10))
        {
            errors.Add("BusyTimeout must be between 0 and 10 minutes.");
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromHours(1))
        {
            errors.Add("CommandTimeout must be between 1 second and an hour.");
        }

        if (options.CacheKibibytes is < 64 or > 4 << 20)
        {
            errors.Add("CacheKibibytes must be between 64 and 4194304.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
