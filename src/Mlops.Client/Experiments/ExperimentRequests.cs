using Mlops.Tracking;

namespace Mlops.Client;

internal sealed record CreateExperiment(string Name, string? ArtifactLocation, IReadOnlyList<Tag>? Tags);

internal sealed record SearchExperiments(string? Filter, IReadOnlyList<string>? OrderBy, ViewType ViewType, int MaxResults, string? PageToken);

internal sealed record UpdateExperiment(string ExperimentId, string NewName);

internal sealed record ExperimentReference(string ExperimentId);

internal sealed record ExperimentTag(string ExperimentId, string Key, string? Value);
