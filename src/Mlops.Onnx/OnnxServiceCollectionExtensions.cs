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
    /// <param name="configure">Changes the bounds; wrong values fail the start, all of them named.</param>
    public static IServiceCollection AddMlopsOnnx(this IServiceCollection services, Action<OnnxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<OnnxOptions>().ValidateOnStart();
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
