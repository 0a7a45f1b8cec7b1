using Mlops.Tracking.Keys;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Registry;

/// <summary>An empty registry on some database; every implementation passes the same contracts.</summary>
public abstract class RegistryBackend : IAsyncDisposable
{
    internal IRegisteredModelStore Models { get; private protected set; } = null!;

    internal IModelVersionStore Versions { get; private protected set; } = null!;

    internal IModelInspectionQueue Inspections { get; private protected set; } = null!;

    internal ILoggedModelStore LoggedModels { get; private protected set; } = null!;

    internal IWebhookStore Webhooks { get; private protected set; } = null!;

    internal IWebhookDeliveryQueue Deliveries { get; private protected set; } = null!;

    internal IServerKeys Keys { get; private protected set; } = null!;

    public ManualClock Clock { get; } = new();

    /// <summary>Closes the database and opens it again, as a restart of the host does.</summary>
    public abstract Task ReopenAsync();

    /// <summary>Lists as many deliveries for a webhook as may wait for it.</summary>
    public abstract Task FillDeliveriesAsync(string webhookId);

    public abstract ValueTask DisposeAsync();
}
