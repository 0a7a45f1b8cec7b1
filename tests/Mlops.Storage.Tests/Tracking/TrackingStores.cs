using Microsoft.Extensions.DependencyInjection;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
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

/// <summary>
/// The stores of one database as a host would get them from its services, whatever the engine; empty but for what the tests of one class
/// put in.
/// </summary>
public abstract class TrackingStores
{
    internal IExperimentStore Experiments => Services.GetRequiredService<IExperimentStore>();

    internal IRunStore Runs => Services.GetRequiredService<IRunStore>();

    internal IMetricStore Metrics => Services.GetRequiredService<IMetricStore>();

    internal ILoggedModelStore LoggedModels => Services.GetRequiredService<ILoggedModelStore>();

    internal IDatasetStore Datasets => Services.GetRequiredService<IDatasetStore>();

    internal IEvaluationDatasetStore EvaluationDatasets => Services.GetRequiredService<IEvaluationDatasetStore>();

    internal IDatasetRecordStore DatasetRecords => Services.GetRequiredService<IDatasetRecordStore>();

    internal IScorerStore Scorers => Services.GetRequiredService<IScorerStore>();

    internal IIssueStore Issues => Services.GetRequiredService<IIssueStore>();

    internal IAssessmentStore Assessments => Services.GetRequiredService<IAssessmentStore>();

    internal ITraceMetricStore TraceMetrics => Services.GetRequiredService<ITraceMetricStore>();

    internal ITraceStore Traces => Services.GetRequiredService<ITraceStore>();

    internal ISpanStore Spans => Services.GetRequiredService<ISpanStore>();

    public ManualTime Time { get; } = new();

    /// <summary>Any other port.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Closes the database and opens it anew, as a restarted host does.</summary>
    public abstract Task ReopenAsync();

    internal RunSearcher Finder => Services.GetRequiredService<RunSearcher>();

    internal IRelationalDatabase Database => Services.GetRequiredService<IRelationalDatabase>();

    protected abstract IServiceProvider Services { get; }
}
