using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mlops.Catalog.Index;
using Mlops.Storage.Access;
using Mlops.Storage.Catalog;
using Mlops.Storage.Evaluation;
using Mlops.Storage.Experiments;
using Mlops.Storage.Inputs;
using Mlops.Storage.Keys;
using Mlops.Storage.LoggedModels;
using Mlops.Storage.Metrics;
using Mlops.Storage.Registry;
using Mlops.Storage.Runs;
using Mlops.Storage.Traces;
using Mlops.Storage.Webhooks;
using Mlops.Storage.Workspaces;
using Mlops.Tracking.Access;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Keys;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Webhooks;
using Mlops.Tracking.Workspaces;

namespace Mlops.Storage.Relational;

/// <summary>Adds the stores that work on any relational database.</summary>
internal static class RelationalStores
{
    public static void AddRelationalStores(this IServiceCollection services)
    {
        services.TryAddSingleton<WorkspaceTable>();
        services.TryAddSingleton<KeyTable>();
        services.TryAddSingleton<ExperimentRows>();
        services.TryAddSingleton<ExperimentStore>();
        services.TryAddSingleton<IExperimentStore>(static provider => provider.GetRequiredService<ExperimentStore>());
        services.TryAddSingleton<RunResolver>();
        services.TryAddSingleton<RunBatchWriter>();
        services.TryAddSingleton<RunSearcher>();
        services.TryAddSingleton<RunWriter>();
        services.TryAddSingleton<IRunWriter>(static provider => provider.GetRequiredService<RunWriter>());
        services.TryAddSingleton<RunReader>();
        services.TryAddSingleton<IRunReader>(static provider => provider.GetRequiredService<RunReader>());
        services.TryAddSingleton<IRunStore, RunStore>();
        services.TryAddSingleton<IMetricStore, MetricStore>();
        services.TryAddSingleton<IDatasetStore, DatasetStore>();
        services.TryAddSingleton<LoggedModelRows>();
        services.TryAddSingleton<ILoggedModelStore, LoggedModelStore>();
        services.TryAddSingleton<TraceRows>();
        services.TryAddSingleton<ITraceStore, TraceStore>();
        services.TryAddSingleton<ISpanStore, SpanStore>();
        services.TryAddSingleton<IServerKeys, ServerKeys>();
        services.TryAddSingleton<WebhookReader>();
        services.TryAddSingleton<IWebhookStore, WebhookStore>();
        services.TryAddSingleton<IWebhookDeliveryQueue, WebhookDeliveryQueue>();
        services.TryAddSingleton<WebhookOutbox>();
        services.TryAddSingleton<RegistryEvents>();
        services.TryAddSingleton<RegistryRows>();
        services.TryAddSingleton<IRegisteredModelStore, RegisteredModelStore>();
        services.TryAddSingleton<IModelVersionStore, ModelVersionStore>();
        services.TryAddSingleton<IModelInspectionQueue, ModelInspectionQueue>();
        services.TryAddSingleton<ICatalogIndex, CatalogIndex>();
        services.TryAddSingleton<ICatalogWarnings, CatalogWarnings>();
        services.TryAddSingleton<ICatalogLeases, CatalogLeases>();
        EvaluationStores.Add(services);
        services.TryAddSingleton<IWorkspaceStore, WorkspaceStore>();
        services.TryAddSingleton<ResourceTable>();
        services.TryAddSingleton<IUserStore, UserStore>();
        services.TryAddSingleton<IAccessTokenStore, AccessTokenStore>();
        services.TryAddSingleton<IPermissionStore, PermissionStore>();
        services.TryAddSingleton<IRoleStore, RoleStore>();
    }
}
