using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Assessments;

/// <summary>The bounds of assessments, as the columns of MLflow's tables have them, and wide ones where those have none.</summary>
internal static class AssessmentLimits
{
    private const int MaxNameLength = 250;
    private const int MaxIdLength = 50;
    private const int MaxTextLength = 1_000_000;
    private const int MaxMetadata = 1000;

    public static void Check(Assessment assessment)
    {
        if (assessment.Feedback is null && assessment.Expectation is null && assessment.Issue is null)
        {
            throw MlflowException.InvalidParameterValue("'assessment' must hold one of 'feedback', 'expectation' and 'issue'.");
        }

        if (assessment.AssessmentName.Length == 0)
        {
            throw MlflowException.InvalidParameterValue("Missing value for required parameter 'assessment.assessment_name'. See the API docs for more information about request parameters.");
        }

        EntityName.CheckLength("assessment.assessment_name", assessment.AssessmentName, MaxNameLength);
        EntityName.CheckLength("assessment.assessment_id", assessment.AssessmentId, MaxIdLength);
        EntityName.CheckLength("assessment.span_id", assessment.SpanId ?? "", MaxIdLength);
        EntityName.CheckLength("assessment.overrides", assessment.Overrides ?? "", MaxIdLength);
        EntityName.CheckLength("assessment.source.source_id", assessment.Source.SourceId ?? "", MaxNameLength);
        EntityName.CheckLength("assessment.rationale", assessment.Rationale ?? "", MaxTextLength);
        EntityName.CheckLength("assessment.issue.issue_name", assessment.Issue?.IssueName ?? "", MaxNameLength);
        Check(assessment.Feedback?.Error);
        Check(assessment.Metadata);
    }

    public static void Check(AssessmentUpdate update)
    {
        if (update.Name is { Length: 0 })
        {
            throw MlflowException.InvalidParameterValue("Missing value for required parameter 'assessment.assessment_name'. See the API docs for more information about request parameters.");
        }

        EntityName.CheckLength("assessment.assessment_name", update.Name ?? "", MaxNameLength);
        EntityName.CheckLength("assessment.rationale", update.Rationale ?? "", MaxTextLength);
        Check(update.Feedback?.Error);
        Check(update.Metadata);
    }

    private static void Check(AssessmentError? error)
    {
        EntityName.CheckLength("assessment.feedback.error.error_code", error?.ErrorCode ?? "", MaxNameLength);
        EntityName.CheckLength("assessment.feedback.error.error_message", error?.ErrorMessage ?? "", MaxTextLength);
    }

    private static void Check(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        if (metadata.Count > MaxMetadata)
        {
            throw MlflowException.InvalidParameterValue($"'assessment.metadata' holds {metadata.Count} entries; at most {MaxMetadata} are allowed.");
        }

        foreach (var (key, value) in metadata)
        {
            EntityName.CheckLength("assessment.metadata: key", key, MaxNameLength);
            EntityName.CheckLength($"assessment.metadata['{EntityName.Shorten(key)}']", value, MaxTextLength);
        }
    }
}
