using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;

namespace Mlops.Storage.Tests.Registry;

/// <summary>An empty registry on some database; every implementation passes the same contracts.</summary>
public interface IRegistryBackend : IAsyncDisposable
{
    IRegisteredModelStore Models { get; }

    IModelVersionStore Versions { get; }

    IModelInspectionQueue Inspections { get; }

    ILoggedModelStore LoggedModels { get; }

    ManualClock Clock { get; }

    /// <summary>Closes the database and opens it again, as a restart of the host does.</summary>
    Task ReopenAsync();
}
