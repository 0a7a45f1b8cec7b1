using Microsoft.Extensions.Logging;

namespace Mlops.Catalog;

/// <summary>The package's log messages; event ids 3000 to 3099 stay what they are.</summary>
internal static partial class CatalogLog
{
    [LoggerMessage(3000, LogLevel.Information, "Catalog refreshed: {Projects} projects, {Changed} changed, {Removed} removed, {Failed} failed")]
    public static partial void Refreshed(ILogger logger, int projects, int changed, int removed, int failed);

    [LoggerMessage(3001, LogLevel.Warning, "Listing the projects of source {Source} failed; what is known of them stays")]
    public static partial void ListingFailed(ILogger logger, Exception error, string source);

    [LoggerMessage(3002, LogLevel.Warning, "Refreshing project {Project} failed; its items stay as they are")]
    public static partial void ProjectFailed(ILogger logger, Exception error, string project);

    [LoggerMessage(3003, LogLevel.Information, "Project {Project}: {Field} {Reason}")]
    public static partial void MetadataPassedOver(ILogger logger, string project, string field, string reason);

    [LoggerMessage(3004, LogLevel.Warning, "Project {Project} is in more than one source; that of {Source} is passed over")]
    public static partial void DuplicateProject(ILogger logger, string project, string source);

    [LoggerMessage(3005, LogLevel.Warning, "Watching source {Source} failed; it is tried again")]
    public static partial void WatchFailed(ILogger logger, Exception error, string source);

    [LoggerMessage(3006, LogLevel.Error, "Refreshing the catalog failed; it is tried again")]
    public static partial void RefreshFailed(ILogger logger, Exception error);

    [LoggerMessage(3010, LogLevel.Warning, "Folder {Folder} has more than {Max} folders; the rest is passed over")]
    public static partial void TooManyFolders(ILogger logger, string folder, int max);

    [LoggerMessage(3011, LogLevel.Warning, "Folder {Folder} cannot be a project: its {File} {Reason}")]
    public static partial void UnreadableManifest(ILogger logger, string folder, string file, string reason);

    [LoggerMessage(3012, LogLevel.Warning, "Catalog folder {Folder} does not exist")]
    public static partial void MissingRoot(ILogger logger, string folder);
}
