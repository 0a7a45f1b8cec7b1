namespace Mlops.Tracking.Access;

/// <summary>What a request names; each list may hold ids that do not exist.</summary>
internal sealed record NamedResources
{
    /// <summary>Experiments by id.</summary>
    public IReadOnlyList<string> ExperimentIds { get; init; } = [];

    /// <summary>Experiments by name.</summary>
    public IReadOnlyList<string> ExperimentNames { get; init; } = [];

    /// <summary>Runs by id; what counts is their experiment's permission.</summary>
    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>Logged models by id; what counts is their experiment's permission.</summary>
    public IReadOnlyList<string> LoggedModelIds { get; init; } = [];

    /// <summary>Scorers by id; what counts is their own permission, or else their experiment's.</summary>
    public IReadOnlyList<string> ScorerIds { get; init; } = [];

    /// <summary>Scorers by name; one that does not exist counts as its experiment.</summary>
    public IReadOnlyList<NamedScorer> Scorers { get; init; } = [];

    /// <summary>Issues by id; what counts is their experiment's permission.</summary>
    public IReadOnlyList<string> IssueIds { get; init; } = [];

    /// <summary>Evaluation datasets by id; what counts is the lowest permission of the experiments they are attached to.</summary>
    public IReadOnlyList<string> DatasetIds { get; init; } = [];

    /// <summary>Traces by id; what counts is their experiment's permission.</summary>
    public IReadOnlyList<string> TraceIds { get; init; } = [];

    /// <summary>
    /// Traces by id that the request makes where they do not exist yet; only those that exist count, by their experiment's permission.
    /// </summary>
    public IReadOnlyList<string> StartedTraceIds { get; init; } = [];

    /// <summary>Registered models by name.</summary>
    public IReadOnlyList<string> RegisteredModels { get; init; } = [];

    /// <summary>Whether nothing is named.</summary>
    public bool IsEmpty => ExperimentIds.Count + ExperimentNames.Count + RunIds.Count + LoggedModelIds.Count
        + ScorerIds.Count + Scorers.Count + IssueIds.Count + DatasetIds.Count + TraceIds.Count + StartedTraceIds.Count + RegisteredModels.Count == 0;
}

/// <summary>A scorer by its name in an experiment.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">The scorer's name.</param>
internal sealed record NamedScorer(string ExperimentId, string Name);
