using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mlops.Hosting.Configuration;
using Mlops.Hosting.Mlflow.Server;
using Mlops.Hosting.Mlflow.Ui;
using Mlops.Hosting.Registry;
using Mlops.Hosting.Routing;
using Mlops.Hosting.Webhooks;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Scorers;
using Mlops.Tracking.Traces;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Mlops to an application.</summary>
public static class MlopsServices
{
    /// <summary>Adds experiment tracking and the model registry; choose stores on the builder. May be called more than once.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The configuration section of all settings, instead of <c>Mlops</c>; the one that is named first counts for
    /// all.</param>
    /// <returns>A builder that chooses stores.</returns>
    public static MlopsBuilder AddMlopsTracking(this IServiceCollection services, string? section = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        MlopsSection.Choose(services, section);
        services.AddMlopsFoundation();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, DoubledSlashFilter>());
        services.TryAddSingleton<WorkspaceNames>();
        services.AddTrackingServices();
        services.TryAddSingleton<EvaluationDatasetService>();
        services.TryAddSingleton<ScorerService>();
        services.TryAddSingleton<AssessmentService>();
        services.AddModelInspection();
        services.AddMlflowRoutes();
        services.AddMlflowUi();
        services.AddWebhooks();
        return new MlopsBuilder(services, MlopsSection.Below(services, ""));
    }
}
