using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Assessments;

/// <summary>The rules of the assessment rpcs in front of the store.</summary>
/// <param name="store">Keeps the assessments.</param>
/// <param name="time">Tells when something was said, where the client does not.</param>
internal sealed class AssessmentService(IAssessmentStore store, TimeProvider time)
{
    /// <summary>Adds an assessment (rpc <c>createAssessment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="assessment">The assessment; without an id it gets one, without times the present one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The assessment.</returns>
    /// <exception cref="MlflowException">A rule is broken, or the store refuses.</exception>
    public ValueTask<Assessment> CreateAsync(string workspace, Assessment assessment, CancellationToken cancellationToken) =>
        store.CreateAsync(workspace, Complete(assessment, time), cancellationToken);

    /// <summary>Changes an assessment (rpc <c>updateAssessment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The assessment after the change.</returns>
    /// <exception cref="MlflowException">A rule is broken, or the store refuses.</exception>
    public ValueTask<Assessment> UpdateAsync(
        string workspace, string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update is { Feedback: not null, Expectation: not null })
        {
            throw MlflowException.InvalidParameterValue("Cannot specify both `expectation` and `feedback` parameters.");
        }

        AssessmentLimits.Check(update);
        return store.UpdateAsync(workspace, traceId, assessmentId, update, cancellationToken);
    }

    /// <summary>Checks an assessment and gives it what its client left to the server.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="time">The time.</param>
    /// <returns>The assessment with an id and times; it counts.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a rule.</exception>
    public static Assessment Complete(Assessment assessment, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(time);
        AssessmentLimits.Check(assessment);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return assessment with
        {
            AssessmentId = assessment.AssessmentId.Length > 0 ? assessment.AssessmentId : "a-" + Guid.NewGuid().ToString("N"),
            CreateTime = assessment.CreateTime != 0 ? assessment.CreateTime : now,
            LastUpdateTime = assessment.LastUpdateTime != 0 ? assessment.LastUpdateTime : now,
            Valid = true,
        };
    }

    /// <summary>The refusal of an assessment that a trace does not have.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <returns><c>RESOURCE_DOES_NOT_EXIST</c>.</returns>
    public static MlflowException NotFound(string traceId, string assessmentId) => MlflowException.ResourceDoesNotExist(
        $"Assessment with ID '{EntityName.Shorten(assessmentId)}' not found for trace '{EntityName.Shorten(traceId)}'");

    /// <inheritdoc cref="IAssessmentStore.GetAsync"/>
    public ValueTask<Assessment> GetAsync(string workspace, string traceId, string assessmentId, CancellationToken cancellationToken) =>
        store.GetAsync(workspace, traceId, assessmentId, cancellationToken);

    /// <inheritdoc cref="IAssessmentStore.DeleteAsync"/>
    public ValueTask DeleteAsync(string workspace, string traceId, string assessmentId, CancellationToken cancellationToken) =>
        store.DeleteAsync(workspace, traceId, assessmentId, cancellationToken);
}
