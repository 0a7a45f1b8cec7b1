using System.Text.Json;
using Mlops.Storage.Assessments;
using Mlops.Tracking.Assessments;

namespace Mlops.Import.Mlflow;

/// <summary>What was said of traces.</summary>
internal sealed class AssessmentStep() : TableStep(
    "assessments", "assessments", 1,
    "assessments.assessment_id", "assessments.trace_id", "i.experiment_id", "assessments.name", "assessments.assessment_type", "assessments.value", "assessments.error",
    "assessments.created_timestamp", "assessments.last_updated_timestamp", "assessments.source_type", "assessments.source_id", "assessments.run_id", "assessments.span_id",
    "assessments.rationale", "assessments.overrides", "assessments.valid", "assessments.assessment_metadata")
{
    protected override string From => "assessments LEFT JOIN trace_info i ON i.request_id = assessments.trace_id";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var traces = await session.TracesAsync(rows, trace: 1, experiment: 2);
        var added = new List<(long Trace, Assessment Assessment, string? Run)>(rows.Count);
        foreach (var row in rows)
        {
            if (traces.TryGetValue(row.Text(1), out var trace) && Read(row) is { } assessment)
            {
                added.Add((trace, assessment, row.TextOrNull(11)));
            }
        }

        await AssessmentRows.InsertAsync(session.Session, added);
        return added.Count;
    }

    private static Assessment? Read(SourceRow row)
    {
        if (!SourceJson.TryRead(row.TextOrNull(5), out var value, out var parsed))
        {
            return null;
        }

        var kind = row.Text(4);
        return kind is not ("feedback" or "expectation" or "issue") ? null : new Assessment
        {
            AssessmentId = row.Text(0),
            AssessmentName = row.Text(3),
            TraceId = row.Text(1),
            Feedback = kind == "feedback" ? new Feedback(value, Error(row.TextOrNull(6))) : null,
            Expectation = kind == "expectation" ? Expectation.Of(value) : null,
            Issue = kind == "issue" ? new IssueReference(SourceJson.Member(parsed, "issue_name") ?? "") : null,
            CreateTime = row.Integer(7),
            LastUpdateTime = row.Integer(8),
            Source = new AssessmentSource(row.Text(9), row.TextOrNull(10)),
            SpanId = row.TextOrNull(12),
            Rationale = row.TextOrNull(13)?.Replace('\0', '\uFFFD'),
            Overrides = row.TextOrNull(14),
            Valid = row.Integer(15) != 0,
            Metadata = Metadata(row.TextOrNull(16)),
        };
    }

    private static AssessmentError? Error(string? text) => SourceJson.TryRead(text, out _, out var error) && error.ValueKind == JsonValueKind.Object
        ? new AssessmentError(SourceJson.Member(error, "error_code") ?? "", SourceJson.Member(error, "error_message"), SourceJson.Member(error, "stack_trace"))
        : null;

    private static Dictionary<string, string>? Metadata(string? text)
    {
        if (!SourceJson.TryRead(text, out _, out var parsed) || parsed.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in parsed.EnumerateObject())
        {
            metadata[entry.Name] = SourceJson.Member(parsed, entry.Name) ?? "";
        }

        return metadata;
    }
}
