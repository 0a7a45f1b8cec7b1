using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Mlops.Catalog.Index;
using Mlops.Storage.Catalog;
using Mlops.Storage.Evaluation;
using Mlops.Storage.Experiments;
using Mlops.Storage.Inputs;
using Mlops.Storage.LoggedModels;
using Mlops.Storage.Metrics;
using Mlops.Storage.Registry;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Storage.Sqlite;
using Mlops.Storage.Traces;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Traces;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the stores on SQLite.</summary>
public static class SqliteStorageServices
{
    /// <summary>Keeps everything relational in one SQLite file; may be called more than once.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options, or null where they are configured elsewhere.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMlopsSqlite(this IServiceCollection services, Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<SqliteStorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRelationalDatabase, SqliteDatabase>();
        services.AddRelationalStores();
        return services;
    }

    private static void AddRelationalStores(this IServiceCollection services)
    {
        services.TryAddSingleton<WorkspaceTable>();
        services.TryAddSingleton<KeyTable>();
        services.TryAddSingleton<ExperimentRows>();
        services.TryAddSingleton<ExperimentStore>();
        services.TryAddSingleton<IExperimentStore>(static provider => provider.GetRequiredService<ExperimentStore>());
        services.TryAddSingleton<RunRows>();
        services.TryAddSingleton<RunBatchWriter>();
        services.TryAddSingleton<RunFinder>();
        services.TryAddSingleton<IRunStore, RunStore>();
        services.TryAddSingleton<IMetricStore, MetricStore>();
        services.TryAddSingleton<IDatasetStore, DatasetStore>();
        services.TryAddSingleton<LoggedModelRows>();
        services.TryAddSingleton<ILoggedModelStore, LoggedModelStore>();
        services.TryAddSingleton<TraceRows>();
        services.TryAddSingleton<ITraceStore, TraceStore>();
        services.TryAddSingleton<ISpanStore, SpanStore>();
        services.TryAddSingleton<RegistryRows>();
        services.TryAddSingleton<IRegisteredModelStore, RegisteredModelStore>();
        services.TryAddSingleton<IModelVersionStore, ModelVersionStore>();
        services.TryAddSingleton<IModelInspectionQueue, ModelInspectionQueue>();
        services.TryAddSingleton<ICatalogIndex, CatalogIndex>();
        EvaluationStores.Add(services);
    }
}
