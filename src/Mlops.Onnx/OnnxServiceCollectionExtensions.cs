using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Mlops.Onnx;
using Mlops.Onnx.Execution;
using Mlops.Tracking.Registry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the ONNX inspector to an application.</summary>
public static class OnnxServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IModelInspector"/> for ONNX models, so that registered versions with an <c>.onnx</c> file are inspected and
    /// validated. May be called again, to configure further.
    /// </summary>
    /// <param name="services">The application's services; logging must be among them.</param>
    /// <param name="configure">Changes the bounds, after the configuration has; wrong values fail the start, all of them named.</param>
    /// <param name="section">The configuration section that fills the options, where the application has a configuration.</param>
    public static IServiceCollection AddMlopsOnnx(this IServiceCollection services, Action<OnnxOptions>? configure = null, string section = "Mlops:Onnx")
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<OnnxOptions>().ValidateOnStart()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection(section).Bind(options));
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OnnxOptions>, OnnxOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelRuntime>();
        services.TryAddSingleton<OnnxFileInspector>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelInspector, OnnxModelInspector>());
        return services;
    }
}
