using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking.Assessments;

namespace Mlops.Storage.Assessments;

/// <summary>Reads and writes the rows of assessments.</summary>
internal static class AssessmentRows
{
    private const string Columns =
        """
        a.trace, a.assessment_id, a.name, t.trace_id, a.kind, a.value, a.error_code, a.error_message, a.stack_trace, a.source_type, a.source_id, a.span_id,
        a.rationale, a.overrides, a.valid, a.metadata, a.created_time, a.last_updated_time
        """;

    private const string Insert =
        """
        INSERT INTO assessments
            (trace, assessment_id, name, kind, value, text_value, number_value, error_code, error_message, stack_trace, source_type, source_id, span_id, rationale,
             overrides, valid, metadata, source_run_id, session, created_time, last_updated_time)
        """;

    private const string OrReplace =
        """
        ON CONFLICT (trace, assessment_id) DO UPDATE SET
            name = excluded.name, kind = excluded.kind, value = excluded.value, text_value = excluded.text_value, number_value = excluded.number_value,
            error_code = excluded.error_code, error_message = excluded.error_message, stack_trace = excluded.stack_trace, rationale = excluded.rationale,
            valid = excluded.valid, metadata = excluded.metadata, source_run_id = excluded.source_run_id, session = excluded.session,
            last_updated_time = excluded.last_updated_time
        """;

    /// <summary>Reads the assessments of many traces at once, each trace's oldest first.</summary>
    /// <param name="session">The open transaction.</param>
    /// <param name="where">The right-hand side for the trace's number.</param>
    /// <param name="parameter">Its parameter <c>@0</c>.</param>
    /// <param name="state">Handed to <paramref name="add"/>.</param>
    /// <param name="add">Takes an assessment of a trace.</param>
    public static ValueTask ReadAsync<TState>(
        RelationalSession session, string where, object parameter, TState state, Action<TState, long, Assessment> add) => session.ForEachAsync(
        $"SELECT {Columns} FROM assessments a JOIN traces t ON t.id = a.trace WHERE a.trace {where} ORDER BY a.trace, a.created_time, a.id",
        (state, add), static (to, row) => to.add(to.state, row.GetInt64(0), Read(row)), [parameter]);

    public static ValueTask<Assessment?> FindAsync(RelationalSession session, long trace, string assessmentId) => session.QueryFirstAsync(
        $"SELECT {Columns} FROM assessments a JOIN traces t ON t.id = a.trace WHERE a.trace = @0 AND a.assessment_id = @1", Read, [trace, assessmentId]);

    /// <summary>Writes assessments; one that the trace has already is replaced.</summary>
    public static ValueTask SetAsync(RelationalSession session, long trace, IReadOnlyList<Assessment> assessments) => RowBatch.InsertAsync(
        session, Insert, [.. assessments.DistinctBy(static assessment => assessment.AssessmentId, StringComparer.Ordinal).Select(assessment => Values(trace, assessment))], OrReplace);

    /// <summary>Adds assessments of many traces.</summary>
    /// <param name="session">The open transaction.</param>
    /// <param name="assessments">Each with the number of its trace and, where it is not among its metadata, the run that made it.</param>
    public static ValueTask InsertAsync(RelationalSession session, IReadOnlyList<(long Trace, Assessment Assessment, string? Run)> assessments) => RowBatch.InsertAsync(
        session, Insert, [.. assessments.Select(static row => Values(row.Trace, row.Assessment, row.Run))]);

    /// <summary>Says whether an assessment counts.</summary>
    /// <returns>How many there were to say it of.</returns>
    public static ValueTask<int> SetValidAsync(RelationalSession session, long trace, string assessmentId, bool valid) => session.ExecuteAsync(
        "UPDATE assessments SET valid = @2 WHERE trace = @0 AND assessment_id = @1", trace, assessmentId, valid ? 1L : 0L);

    /// <summary>Removes what a run made, wherever in its workspace.</summary>
    public static ValueTask<int> DeleteOfRunAsync(RelationalSession session, long run) => session.ExecuteAsync(
        """
        DELETE FROM assessments WHERE id IN (
            SELECT a.id FROM runs r JOIN assessments a ON a.source_run_id = r.run_id JOIN traces t ON t.id = a.trace AND t.workspace_id = r.workspace_id WHERE r.id = @0)
        """,
        run);

    /// <summary>Removes what the runs of an experiment made.</summary>
    public static ValueTask<int> DeleteOfExperimentAsync(RelationalSession session, long experiment) => session.ExecuteAsync(
        """
        DELETE FROM assessments WHERE id IN (
            SELECT a.id FROM assessments a JOIN runs r ON r.run_id = a.source_run_id JOIN traces t ON t.id = a.trace AND t.workspace_id = r.workspace_id WHERE r.experiment_id = @0)
        """,
        experiment);

    private static object?[] Values(long trace, Assessment assessment, string? run = null)
    {
        var (kind, value) = assessment switch
        {
            { Feedback: { } feedback } => ("feedback", feedback.Value),
            { Expectation: { } expectation } => ("expectation", expectation.Value ?? expectation.SerializedValue!.Value),
            _ => ("issue", assessment.Issue!.IssueName),
        };
        var error = assessment.Feedback?.Error;
        return
        [
            trace, assessment.AssessmentId, assessment.AssessmentName, kind, value, kind == "issue" ? null : AssessmentValue.Text(value), kind == "issue" ? null : AssessmentValue.Number(value),
            error?.ErrorCode, error?.ErrorMessage, error?.StackTrace, assessment.Source.SourceType, assessment.Source.SourceId, assessment.SpanId, assessment.Rationale,
            assessment.Overrides, assessment.Valid ? 1L : 0L, AssessmentMetadata.Write(assessment.Metadata), assessment.Metadata?.GetValueOrDefault(AssessmentNames.SourceRun) ?? run,
            assessment.Metadata?.GetValueOrDefault(AssessmentNames.Session), assessment.CreateTime, assessment.LastUpdateTime,
        ];
    }

    private static Assessment Read(DbDataReader row)
    {
        var kind = row.GetString(4);
        var value = row.GetString(5);
        return new Assessment
        {
            AssessmentId = row.GetString(1),
            AssessmentName = row.GetString(2),
            TraceId = row.GetString(3),
            Feedback = kind == "feedback" ? new Feedback(value, Text(row, 6) is { } code ? new AssessmentError(code, Text(row, 7), Text(row, 8)) : null) : null,
            Expectation = kind == "expectation" ? Expectation.Of(value) : null,
            Issue = kind == "issue" ? new IssueReference(value) : null,
            Source = new AssessmentSource(row.GetString(9), Text(row, 10)),
            SpanId = Text(row, 11),
            Rationale = Text(row, 12),
            Overrides = Text(row, 13),
            Valid = row.GetInt64(14) != 0,
            Metadata = AssessmentMetadata.Read(Text(row, 15)),
            CreateTime = row.GetInt64(16),
            LastUpdateTime = row.GetInt64(17),
        };
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
