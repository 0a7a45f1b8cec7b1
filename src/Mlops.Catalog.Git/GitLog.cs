using Microsoft.Extensions.Logging;

namespace Mlops.Catalog.Git;

/// <summary>The package's log messages; event ids 3100 to 3149 stay what they are.</summary>
internal static partial class GitLog
{
    [LoggerMessage(3100, LogLevel.Warning, "The git repository around {Folder} can't be read, so its files' own times count: {Reason}")]
    public static partial void Unreadable(ILogger logger, string folder, string reason);
}
