using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access;
using Mlops.Hosting.Failures;
using Mlops.Hosting.Requests;
using Mlops.Hosting.Routing;

namespace Mlops.Hosting.Configuration;

/// <summary>What every part of Mlops stands on: the clock, who may do what, which hosts and proxies are believed.</summary>
internal static class MlopsFoundation
{
    /// <summary>Searches and lists of ids travel in the address; this is what MLflow's own server takes.</summary>
    private const int MaxRequestLineSize = 64 * 1024;

    public static void AddMlopsFoundation(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ProjectRoutePolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, YieldingRoutePolicy>());
        services.TryAddSingleton<Telemetry.Outages>();
        services.TryAddSingleton<HostCheck>();
        services.TryAddSingleton<CrossOrigin>();
        services.TryAddSingleton<RequestEntry>();
        services.TryAddSingleton<FailureLog>();
        services.TryAddSingleton<RequestMemory>(static _ => new RequestMemory());
        services.TryAddSingleton<IAccessControl, OpenAccess>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OpenAccessGuard>());
        services.Configure<KestrelServerOptions>(static options =>
            options.Limits.MaxRequestLineSize = Math.Max(options.Limits.MaxRequestLineSize, MaxRequestLineSize));
        services.AddOptions<HostCheckOptions>().BindConfiguration(MlopsSection.Below(services, ""));
        if (services.Any(service => service.ServiceType == typeof(IValidateOptions<ProxyOptions>)))
        {
            // Binding twice would list every proxy twice.
            return;
        }

        services.AddOptions<ProxyOptions>().BindConfiguration(MlopsSection.Below(services, "")).ValidateOnStart();
        services.AddOptions<CrossOriginOptions>().BindConfiguration(MlopsSection.Below(services, "Cors")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>();
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, ForwardedHeadersSetup>();
    }
}
