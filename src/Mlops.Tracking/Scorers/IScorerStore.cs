using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Scorers;

/// <summary>Keeps the versions of scorers, per workspace.</summary>
/// <remarks>
/// Every method that names an experiment throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for one that is
/// unknown in the given workspace and <c>INVALID_PARAMETER_VALUE</c> for a deleted one; a scorer or version that does not exist
/// is <c>RESOURCE_DOES_NOT_EXIST</c>. A change is durable when the task ends. Arguments are already validated.
/// </remarks>
internal interface IScorerStore
{
    /// <summary>Adds a version (rpc <c>registerScorer</c>): one more than the highest there is.</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The scorer's name.</param>
    /// <param name="serializedScorer">The scorer in JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new version.</returns>
    ValueTask<Scorer> RegisterAsync(string workspace, string experimentId, string name, string serializedScorer, CancellationToken cancellationToken);

    /// <summary>Lists the latest version of every scorer of an experiment, by name (rpc <c>listScorers</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="reader">Who reads, so that scorers closed to them are left out; null for somebody who may read every scorer of the
    /// experiment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The scorers.</returns>
    ValueTask<IReadOnlyList<Scorer>> ListAsync(string workspace, string experimentId, ResourceReader? reader, CancellationToken cancellationToken);

    /// <summary>Lists the versions of a scorer, oldest first (rpc <c>listScorerVersions</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The scorer's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>At least one version.</returns>
    ValueTask<IReadOnlyList<Scorer>> ListVersionsAsync(string workspace, string experimentId, string name, CancellationToken cancellationToken);

    /// <summary>Reads a version (rpc <c>getScorer</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The scorer's name.</param>
    /// <param name="version">The version; null for the latest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version.</returns>
    ValueTask<Scorer> GetAsync(string workspace, string experimentId, string name, long? version, CancellationToken cancellationToken);

    /// <summary>Removes a version, or the scorer with all of them and its online configuration (rpc <c>deleteScorer</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The scorer's name.</param>
    /// <param name="version">The version; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(string workspace, string experimentId, string name, long? version, CancellationToken cancellationToken);

    /// <summary>Sets on which traces a scorer should run, in place of what was set before.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The scorer's name.</param>
    /// <param name="sampleRate">The share of traces, 0 to 1.</param>
    /// <param name="filter">A filter of traces, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is now configured.</returns>
    ValueTask<OnlineScoringConfig> ConfigureAsync(
        string workspace, string experimentId, string name, double sampleRate, string? filter, CancellationToken cancellationToken);

    /// <summary>Reads the online configurations of scorers; one that is unknown in the workspace or has none yields nothing.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="scorerIds">The scorers' ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The configurations.</returns>
    ValueTask<IReadOnlyList<OnlineScoringConfig>> GetConfigsAsync(string workspace, IReadOnlyList<string> scorerIds, CancellationToken cancellationToken);
}
