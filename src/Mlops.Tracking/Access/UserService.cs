namespace Mlops.Tracking.Access;

/// <summary>The user rpcs in front of the store.</summary>
/// <param name="store">Keeps the users.</param>
internal sealed class UserService(IUserStore store)
{
    /// <inheritdoc cref="IUserStore.CreateAsync"/>
    public ValueTask<User> CreateAsync(string username, string? passwordHash, bool isAdmin, CancellationToken cancellationToken) =>
        store.CreateAsync(username, passwordHash, isAdmin, cancellationToken);

    /// <inheritdoc cref="IUserStore.FindAsync"/>
    public ValueTask<UserSecret?> FindAsync(string username, CancellationToken cancellationToken) =>
        store.FindAsync(username, cancellationToken);

    /// <inheritdoc cref="IUserStore.ListAsync"/>
    public ValueTask<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(cancellationToken);

    /// <inheritdoc cref="IUserStore.SetPasswordAsync"/>
    public ValueTask SetPasswordAsync(string username, string passwordHash, CancellationToken cancellationToken) =>
        store.SetPasswordAsync(username, passwordHash, cancellationToken);

    /// <inheritdoc cref="IUserStore.SetAdminAsync"/>
    public ValueTask SetAdminAsync(string username, bool isAdmin, CancellationToken cancellationToken) =>
        store.SetAdminAsync(username, isAdmin, cancellationToken);

    /// <inheritdoc cref="IUserStore.DeleteAsync"/>
    public ValueTask DeleteAsync(string username, CancellationToken cancellationToken) =>
        store.DeleteAsync(username, cancellationToken);
}
