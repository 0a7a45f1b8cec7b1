using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Scorers;

/// <summary>The rules of the scorer rpcs in front of the store. Scorers are kept, never run.</summary>
/// <param name="store">Keeps the scorers.</param>
internal sealed class ScorerService(IScorerStore store)
{
    private const int MaxNameLength = 256;
    private const int MaxFilterLength = 65_535;
    private const int MaxConfigs = 1000;

    /// <summary>Adds a version (rpc <c>registerScorer</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The scorer's name.</param>
    /// <param name="serializedScorer">The scorer in JSON; one that holds code to be run is refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a rule and for a deleted experiment;
    /// <c>RESOURCE_DOES_NOT_EXIST</c> for an unknown experiment or gateway endpoint.</exception>
    public ValueTask<Scorer> RegisterAsync(
        string workspace, string experimentId, string name, string serializedScorer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw MlflowException.InvalidParameterValue("Scorer name cannot be empty or contain only whitespace.");
        }

        EntityName.CheckLength("name", name, MaxNameLength);
        SerializedScorer.Check(serializedScorer);
        return store.RegisterAsync(workspace, experimentId, name, serializedScorer, cancellationToken);
    }

    /// <summary>Sets on which traces a scorer should run.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The scorer's name.</param>
    /// <param name="sampleRate">The share of traces, 0 to 1; more than 0 needs a scorer that asks a gateway, and there is none.</param>
    /// <param name="filter">A filter of traces, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is now configured.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a rule; <c>RESOURCE_DOES_NOT_EXIST</c> for an
    /// unknown experiment or scorer.</exception>
    public async ValueTask<OnlineScoringConfig> ConfigureAsync(
        string workspace, string experimentId, string name, double sampleRate, string? filter, CancellationToken cancellationToken)
    {
        if (sampleRate is not (>= 0 and <= 1))
        {
            throw MlflowException.InvalidParameterValue($"sample_rate must be between 0.0 and 1.0, got {sampleRate}");
        }

        EntityName.CheckLength("filter_string", filter ?? "", MaxFilterLength);
        _ = TraceSearch.ParseFilter(filter);
        if (sampleRate > 0)
        {
            var scorer = await store.GetAsync(workspace, experimentId, name, null, cancellationToken);
            throw MlflowException.InvalidParameterValue(
                $"Scorer '{EntityName.Shorten(scorer.ScorerName)}' does not use a gateway model. Automatic evaluation is only supported for scorers that use gateway models.");
        }

        return await store.ConfigureAsync(workspace, experimentId, name, sampleRate, filter, cancellationToken);
    }

    /// <summary>Reads the online configurations of scorers.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="scorerIds">At most a thousand ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The configurations of those that have one.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for too many ids.</exception>
    public ValueTask<IReadOnlyList<OnlineScoringConfig>> GetConfigsAsync(
        string workspace, IReadOnlyList<string> scorerIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scorerIds);
        return scorerIds.Count <= MaxConfigs
            ? store.GetConfigsAsync(workspace, scorerIds, cancellationToken)
            : throw MlflowException.InvalidParameterValue($"'scorer_ids' names {scorerIds.Count} scorers; at most {MaxConfigs} may be asked for at once.");
    }

    /// <inheritdoc cref="IScorerStore.ListAsync"/>
    public ValueTask<IReadOnlyList<Scorer>> ListAsync(
        string workspace, string experimentId, ResourceReader? reader, CancellationToken cancellationToken) =>
        store.ListAsync(workspace, experimentId, reader, cancellationToken);

    /// <inheritdoc cref="IScorerStore.ListVersionsAsync"/>
    public ValueTask<IReadOnlyList<Scorer>> ListVersionsAsync(
        string workspace, string experimentId, string name, CancellationToken cancellationToken) =>
        store.ListVersionsAsync(workspace, experimentId, name, cancellationToken);

    /// <inheritdoc cref="IScorerStore.GetAsync"/>
    public ValueTask<Scorer> GetAsync(
        string workspace, string experimentId, string name, long? version, CancellationToken cancellationToken) =>
        store.GetAsync(workspace, experimentId, name, version, cancellationToken);

    /// <inheritdoc cref="IScorerStore.DeleteAsync"/>
    public ValueTask DeleteAsync(string workspace, string experimentId, string name, long? version, CancellationToken cancellationToken) =>
        store.DeleteAsync(workspace, experimentId, name, version, cancellationToken);
}
