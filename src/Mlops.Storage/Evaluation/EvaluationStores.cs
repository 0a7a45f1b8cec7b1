using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mlops.Storage.Issues;
using Mlops.Storage.Scorers;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Issues;
using Mlops.Tracking.Scorers;

namespace Mlops.Storage.Evaluation;

/// <summary>The stores by which agents are judged: evaluation datasets, scorers, issues.</summary>
internal static class EvaluationStores
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<EvaluationDatasetRows>();
        services.TryAddSingleton<IEvaluationDatasetStore, EvaluationDatasetStore>();
        services.TryAddSingleton<IDatasetRecordStore, DatasetRecordStore>();
        services.TryAddSingleton<IScorerStore, ScorerStore>();
        services.TryAddSingleton<IIssueStore, IssueStore>();
    }
}
