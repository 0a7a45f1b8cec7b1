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

/// <summary>The stores as a host would get them from its services, whatever the engine.</summary>
public abstract class TrackingStores : ITrackingStores
{
    public IExperimentStore Experiments => Services.GetRequiredService<IExperimentStore>();

    public IRunStore Runs => Services.GetRequiredService<IRunStore>();

    public IMetricStore Metrics => Services.GetRequiredService<IMetricStore>();

    public ILoggedModelStore LoggedModels => Services.GetRequiredService<ILoggedModelStore>();

    public IDatasetStore Datasets => Services.GetRequiredService<IDatasetStore>();

    public IEvaluationDatasetStore EvaluationDatasets => Services.GetRequiredService<IEvaluationDatasetStore>();

    public IDatasetRecordStore DatasetRecords => Services.GetRequiredService<IDatasetRecordStore>();

    public IScorerStore Scorers => Services.GetRequiredService<IScorerStore>();

    public IIssueStore Issues => Services.GetRequiredService<IIssueStore>();

    public IAssessmentStore Assessments => Services.GetRequiredService<IAssessmentStore>();

    public ITraceMetricStore TraceMetrics => Services.GetRequiredService<ITraceMetricStore>();

    public ITraceStore Traces => Services.GetRequiredService<ITraceStore>();

    public ISpanStore Spans => Services.GetRequiredService<ISpanStore>();

    public ManualTime Time { get; } = new();

    /// <summary>Any other port.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Closes the database and opens it anew, as a restarted host does.</summary>
    public abstract Task ReopenAsync();

    internal RunFinder Finder => Services.GetRequiredService<RunFinder>();

    internal IRelationalDatabase Database => Services.GetRequiredService<IRelationalDatabase>();

    protected abstract IServiceProvider Services { get; }
}
