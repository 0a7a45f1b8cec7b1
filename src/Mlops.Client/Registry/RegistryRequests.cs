using Mlops.Tracking;

namespace Mlops.Client;

internal sealed record CreateModel(string Name, string? Description, IReadOnlyList<Tag>? Tags);

internal sealed record RenameModel(string Name, string NewName);

internal sealed record UpdateModel(string Name, string? Description);

internal sealed record ModelReference(string Name);

internal sealed record ModelTag(string Name, string Key, string? Value);

internal sealed record ModelAlias(string Name, string Alias, string? Version);


internal sealed record CreateVersion(string Name, string Source, string? RunId, string? Description, IReadOnlyList<Tag>? Tags);

internal sealed record UpdateVersion(string Name, string Version, string? Description);

internal sealed record VersionReference(string Name, string Version);

internal sealed record VersionTag(string Name, string Version, string Key, string? Value);

internal sealed record TransitionStage(string Name, string Version, string Stage, bool ArchiveExistingVersions);
