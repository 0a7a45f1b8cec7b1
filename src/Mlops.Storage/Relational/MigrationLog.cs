using System.Globalization;
using DbUp.Engine.Output;
using Microsoft.Extensions.Logging;

namespace Mlops.Storage.Relational;

/// <summary>Takes what the migration library says into the log.</summary>
internal sealed class MigrationLog(ILogger logger) : IUpgradeLog
{
    public void LogTrace(string format, params object[] args)
    {
    }

    public void LogDebug(string format, params object[] args)
    {
    }

    public void LogInformation(string format, params object[] args) => StorageLog.Migration(logger, Text(format, args));

    public void LogWarning(string format, params object[] args) => StorageLog.Migration(logger, Text(format, args));

    public void LogError(string format, params object[] args) => StorageLog.Migration(logger, Text(format, args));

    public void LogError(Exception ex, string format, params object[] args) => StorageLog.Migration(logger, Text(format, args) + " " + ex.Message);

    private static string Text(string format, object[] args) => args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
}
