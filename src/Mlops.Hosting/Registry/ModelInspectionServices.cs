using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Registry;

/// <summary>Adds the background work on model versions.</summary>
internal static class ModelInspectionServices
{
    public static void AddModelInspection(this IServiceCollection services)
    {
        services.AddOptions<ModelInspectionOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelInspectionOptions>, ModelInspectionOptionsValidator>());
        services.TryAddSingleton<ModelInspectionSignal>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelVersionObserver, ModelInspectionSignal>(
            static provider => provider.GetRequiredService<ModelInspectionSignal>()));
        services.TryAddSingleton<ModelInspectionRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelInspectionService>());
    }
}
