using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mlops.Tracking.Access;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Issues;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Workspaces;

namespace Mlops.Tracking;

/// <summary>Adds the services whose constructors take stores, which are internal: the container calls public constructors only.</summary>
internal static class TrackingServices
{
    public static void AddTrackingServices(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new ExperimentService(provider.GetRequiredService<IExperimentStore>()));
        services.TryAddSingleton(static provider => new RunService(provider.GetRequiredService<IRunStore>()));
        services.TryAddSingleton(static provider => new IssueService(provider.GetRequiredService<IIssueStore>()));
        services.TryAddSingleton(static provider => new DatasetService(provider.GetRequiredService<IDatasetStore>()));
        services.TryAddSingleton(static provider => new MetricService(provider.GetRequiredService<IMetricStore>()));
        services.TryAddSingleton(static provider => new TraceMetricService(provider.GetRequiredService<ITraceMetricStore>()));
        services.TryAddSingleton(static provider => new WorkspaceService(provider.GetRequiredService<IWorkspaceStore>()));
        services.TryAddSingleton(static provider => new UserService(provider.GetRequiredService<IUserStore>()));
        services.TryAddSingleton(static provider => new AccessTokenService(provider.GetRequiredService<IAccessTokenStore>()));
        services.TryAddSingleton(static provider => new PermissionService(provider.GetRequiredService<IPermissionStore>()));
        services.TryAddSingleton(static provider => new RoleService(provider.GetRequiredService<IRoleStore>()));
        services.TryAddSingleton(static provider => new MultipartUploadService(provider.GetService<IMultipartArtifacts>()));
        services.TryAddSingleton(static provider => new ArtifactService(
            provider.GetRequiredService<IArtifactStore>(), provider.GetRequiredService<IRunStore>()));
        services.TryAddSingleton(static provider => new LoggedModelService(provider.GetRequiredService<ILoggedModelStore>()));
        services.TryAddSingleton<ILoggedModelLocator>(static provider => provider.GetRequiredService<LoggedModelService>());
        services.TryAddSingleton(static provider => new TraceService(
            provider.GetRequiredService<ITraceStore>(), provider.GetRequiredService<ISpanStore>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ModelVersionObservers>();
        services.TryAddSingleton(static provider => new RegisteredModelService(
            provider.GetRequiredService<IRegisteredModelStore>(), provider.GetRequiredService<ModelVersionObservers>()));
        services.TryAddSingleton(static provider => new ModelVersionService(
            provider.GetRequiredService<IModelVersionStore>(),
            provider.GetRequiredService<RegisteredModelService>(),
            provider.GetRequiredService<IRunStore>(),
            provider.GetRequiredService<ILoggedModelLocator>(),
            provider.GetRequiredService<ModelVersionObservers>(),
            provider.GetServices<IModelInspector>(),
            provider.GetService<IArtifactStore>(),
            provider.GetService<ILocalArtifacts>()));
    }
}
