using Mlops.Tracking.Assessments;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Issues;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Scorers;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>The tracking stores of one database, empty but for what the tests of one class put in.</summary>
public interface ITrackingStores
{
    IExperimentStore Experiments { get; }

    IRunStore Runs { get; }

    IMetricStore Metrics { get; }

    ILoggedModelStore LoggedModels { get; }

    IDatasetStore Datasets { get; }

    IEvaluationDatasetStore EvaluationDatasets { get; }

    IDatasetRecordStore DatasetRecords { get; }

    IScorerStore Scorers { get; }

    IIssueStore Issues { get; }

    IAssessmentStore Assessments { get; }

    ITraceMetricStore TraceMetrics { get; }

    ITraceStore Traces { get; }

    ISpanStore Spans { get; }

    /// <summary>The time that the stores see.</summary>
    ManualTime Time { get; }
}
