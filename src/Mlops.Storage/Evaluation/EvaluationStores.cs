using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mlops.Storage.Assessments;
using Mlops.Storage.Issues;
using Mlops.Storage.Scorers;
using Mlops.Storage.TraceMetrics;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Issues;
using Mlops.Tracking.Scorers;
using Mlops.Tracking.TraceMetrics;

namespace Mlops.Storage.Evaluation;

/// <summary>The stores by which agents are judged: evaluation datasets, scorers, issues, assessments.</summary>
internal static class EvaluationStores
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<EvaluationDatasetRows>();
        services.TryAddSingleton<IEvaluationDatasetStore, EvaluationDatasetStore>();
        services.TryAddSingleton<IDatasetRecordStore, DatasetRecordStore>();
        services.TryAddSingleton<IScorerStore, ScorerStore>();
        services.TryAddSingleton<IIssueStore, IssueStore>();
        services.TryAddSingleton<IAssessmentStore, AssessmentStore>();
        services.TryAddSingleton<ITraceMetricStore, TraceMetricStore>();
    }
}
