using Microsoft.Extensions.Logging;

namespace Mlops.Storage.PostgreSql;

/// <summary>The log messages of this package, with stable event ids, 4200 to 4299.</summary>
internal static partial class PostgreSqlLog
{
    [LoggerMessage(4205, LogLevel.Warning, "The points of a series could not be packed; they are there all the same.")]
    public static partial void PackingFailed(ILogger logger, Exception error);

    [LoggerMessage(4206, LogLevel.Error, "The schema of the PostgreSQL database could not be brought up to date.")]
    public static partial void SchemaFailed(ILogger logger, Exception error);
}
