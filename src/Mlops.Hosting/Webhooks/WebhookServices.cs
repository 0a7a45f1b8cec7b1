using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Configuration;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>Adds webhooks and the background work that delivers to them.</summary>
internal static class WebhookServices
{
    public static void AddWebhooks(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(WebhookDeliveryRunner)))
        {
            // Binding twice would list every network twice.
            return;
        }

        services.AddOptions<WebhookOptions>().BindConfiguration(MlopsSection.Below(services, "Webhooks")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.TryAddSingleton<IWebhookSecrets, WebhookSecretBox>();
        services.TryAddSingleton<WebhookTargets>();
        services.TryAddSingleton<WebhookService>();
        services.TryAddSingleton<WebhookConnections>();
        services.TryAddSingleton<WebhookSender>();
        services.AddSingleton<WebhookDeliveryRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WebhookDeliveryService>());
    }
}
