using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Configuration;

namespace Mlops.Hosting.Mlflow.Ui;

/// <summary>Adds the setting for MLflow's own pages.</summary>
internal static class MlflowUiServices
{
    public static void AddMlflowUi(this IServiceCollection services)
    {
        services.AddOptions<MlflowUiOptions>().BindConfiguration(MlopsSection.Below(services, "Mlflow")).ValidateOnStart()
            .PostConfigure<IHostEnvironment>(static (options, environment) =>
                options.UiPath = options.UiPath.Length == 0 ? "" : Path.GetFullPath(options.UiPath, environment.ContentRootPath));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MlflowUiOptions>, MlflowUiOptionsValidator>());
    }
}
