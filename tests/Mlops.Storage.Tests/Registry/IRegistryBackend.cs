using Mlops.Tracking.Keys;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Registry;

/// <summary>An empty registry on some database; every implementation passes the same contracts.</summary>
public interface IRegistryBackend : IAsyncDisposable
{
    IRegisteredModelStore Models { get; }

    IModelVersionStore Versions { get; }

    IModelInspectionQueue Inspections { get; }

    ILoggedModelStore LoggedModels { get; }

    IWebhookStore Webhooks { get; }

    IWebhookDeliveryQueue Deliveries { get; }

    IServerKeys Keys { get; }

    ManualClock Clock { get; }

    /// <summary>Closes the database and opens it again, as a restart of the host does.</summary>
    Task ReopenAsync();

    /// <summary>Lists as many deliveries for a webhook as may wait for it.</summary>
    Task FillDeliveriesAsync(string webhookId);
}
