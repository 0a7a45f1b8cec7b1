namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>What of a run never changes.</summary>
internal readonly record struct RunIdentity(long Id, long ExperimentId, string Workspace);

/// <summary>What of an experiment never changes.</summary>
internal sealed record ExperimentIdentity(long Id, long WorkspaceId, string ArtifactLocation);
