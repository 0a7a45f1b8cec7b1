using Mlops.Storage.Relational;
using Mlops.Storage.Traces;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Assessments;

internal sealed class AssessmentStore(IRelationalDatabase database, WorkspaceTable workspaces, TraceRows traces, TimeProvider time) : IAssessmentStore
{
    public ValueTask<Assessment> CreateAsync(string workspace, Assessment assessment, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var trace = await traces.FindAsync(session, workspace, assessment.TraceId);
            if (await AssessmentRows.FindAsync(session, trace, assessment.AssessmentId) is not null)
            {
                throw MlflowException.ResourceAlreadyExists($"Assessment with ID '{assessment.AssessmentId}' already exists for trace '{assessment.TraceId}'");
            }

            if (assessment.Overrides is { } overridden && await AssessmentRows.SetValidAsync(session, trace, overridden, valid: false) == 0)
            {
                throw AssessmentService.NotFound(assessment.TraceId, overridden);
            }

            await AssessmentRows.SetAsync(session, trace, [assessment]);
            return assessment;
        },
        cancellationToken);

    public ValueTask<Assessment> GetAsync(string workspace, string traceId, string assessmentId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await AssessmentRows.FindAsync(session, await traces.FindAsync(session, workspace, traceId), assessmentId)
            ?? throw AssessmentService.NotFound(traceId, assessmentId),
        cancellationToken);

    public ValueTask<Assessment> UpdateAsync(
        string workspace, string traceId, string assessmentId, AssessmentUpdate update, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var trace = await traces.FindAsync(session, workspace, traceId);
            var old = await AssessmentRows.FindAsync(session, trace, assessmentId) ?? throw AssessmentService.NotFound(traceId, assessmentId);
            if (update.Expectation is not null && old.Expectation is null)
            {
                throw MlflowException.InvalidParameterValue("Cannot update expectation value on a Feedback assessment.");
            }

            if (update.Feedback is not null && old.Feedback is null)
            {
                throw MlflowException.InvalidParameterValue("Cannot update feedback value on an Expectation assessment.");
            }

            var updated = old with
            {
                AssessmentName = update.Name ?? old.AssessmentName,
                Feedback = update.Feedback ?? old.Feedback,
                Expectation = update.Expectation ?? old.Expectation,
                Rationale = update.Rationale ?? old.Rationale,
                Metadata = AssessmentMetadata.Merge(old.Metadata, update.Metadata),
                Valid = update.Valid ?? old.Valid,
                LastUpdateTime = time.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            await AssessmentRows.SetAsync(session, trace, [updated]);
            return updated;
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string workspace, string traceId, string assessmentId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var trace = await session.QueryInt64Async(
                "SELECT id FROM traces WHERE workspace_id = @0 AND trace_id = @1", [await workspaces.FindAsync(session, workspace), traceId]);
            if (trace is not { } id || await AssessmentRows.FindAsync(session, id, assessmentId) is not { } old)
            {
                return 0;
            }

            if (old.Overrides is { } overridden)
            {
                await AssessmentRows.SetValidAsync(session, id, overridden, valid: true);
            }

            return await session.ExecuteAsync("DELETE FROM assessments WHERE trace = @0 AND assessment_id = @1", id, assessmentId);
        },
        cancellationToken);
}
