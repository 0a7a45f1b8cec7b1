using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Configuration;

namespace Mlops.Hosting.Mlflow.Server;

/// <summary>Adds the settings of the routes at the root.</summary>
internal static class MlflowRouteServices
{
    public static void AddMlflowRoutes(this IServiceCollection services)
    {
        services.AddOptions<MlflowRouteOptions>().BindConfiguration(MlopsSection.Below(services, "Mlflow")).ValidateOnStart();
        services.TryAddSingleton<Readiness>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MlflowRouteOptions>, MlflowRouteOptionsValidator>());
    }

    private sealed class MlflowRouteOptionsValidator : IValidateOptions<MlflowRouteOptions>
    {
        public ValidateOptionsResult Validate(string? name, MlflowRouteOptions options) =>
            options.Validate() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
