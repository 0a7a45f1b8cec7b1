using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Assessments;

/// <summary>Keeps assessments of traces, per workspace. They come with the traces they belong to and go with them.</summary>
/// <remarks>A change is durable when the task ends. Arguments are already validated.</remarks>
internal interface IAssessmentStore
{
    /// <summary>Adds an assessment (rpc <c>createAssessment</c>); one that it overrides no longer counts.</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="assessment">The assessment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The assessment.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown trace or overridden assessment,
    /// <c>RESOURCE_ALREADY_EXISTS</c> for an id that the trace has already.</exception>
    ValueTask<Assessment> CreateAsync(string workspace, Assessment assessment, CancellationToken cancellationToken);

    /// <summary>Reads an assessment (rpc <c>GetAssessment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The assessment.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown one.</exception>
    ValueTask<Assessment> GetAsync(string workspace, string traceId, string assessmentId, CancellationToken cancellationToken);

    /// <summary>Changes an assessment (rpc <c>updateAssessment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The assessment after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown one, <c>INVALID_PARAMETER_VALUE</c> for a value of
    /// another kind.</exception>
    ValueTask<Assessment> UpdateAsync(string workspace, string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Removes an assessment (rpc <c>deleteAssessment</c>); one that it overrode counts again. An unknown one is already gone.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The assessment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(string workspace, string traceId, string assessmentId, CancellationToken cancellationToken);
}
