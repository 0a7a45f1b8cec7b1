using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Mlflow.Ui;

/// <summary>Adds the setting for MLflow's own pages.</summary>
internal static class MlflowUiServices
{
    public static void AddMlflowUi(this IServiceCollection services)
    {
        services.AddOptions<MlflowUiOptions>().BindConfiguration("Mlops:Mlflow").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MlflowUiOptions>, MlflowUiOptionsValidator>());
    }
}
