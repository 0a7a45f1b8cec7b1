namespace Mlops.Tracking.Assessments;

/// <summary>MLflow's keys of assessment metadata that this server reads itself.</summary>
internal static class AssessmentNames
{
    /// <summary>The run that made the assessment, which goes when that run is deleted.</summary>
    public const string SourceRun = "mlflow.assessment.sourceRunId";

    /// <summary>The session whose traces the assessment is about.</summary>
    public const string Session = "mlflow.trace.session";
}
