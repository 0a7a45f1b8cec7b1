namespace Mlops.Storage.Tests.Access;

/// <summary>All stores on an empty database; every engine passes the same contracts.</summary>
public interface IAccessBackend : IAsyncDisposable
{
    /// <summary>The stores.</summary>
    IServiceProvider Services { get; }
}
