using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Access;

/// <summary>Keeps the built-in users. A change is durable when its task ends; names and hashes are already validated.</summary>
internal interface IUserStore
{
    /// <summary>Creates a user.</summary>
    /// <param name="username">The name.</param>
    /// <param name="passwordHash">What proves the password; null for a user without one.</param>
    /// <param name="isAdmin">Whether the user may do everything.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The user.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the name is taken.</exception>
    ValueTask<User> CreateAsync(string username, string? passwordHash, bool isAdmin, CancellationToken cancellationToken);

    /// <summary>Finds a user by name.</summary>
    /// <param name="username">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The user, or null.</returns>
    ValueTask<UserSecret?> FindAsync(string username, CancellationToken cancellationToken);

    /// <summary>All users, by name.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what proves the password.</summary>
    /// <param name="username">The name.</param>
    /// <param name="passwordHash">The new hash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown user.</exception>
    ValueTask SetPasswordAsync(string username, string passwordHash, CancellationToken cancellationToken);

    /// <summary>Makes a user an administrator or an ordinary one.</summary>
    /// <param name="username">The name.</param>
    /// <param name="isAdmin">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown user; <c>INVALID_PARAMETER_VALUE</c> when nobody
    /// would be left to administer.</exception>
    ValueTask SetAdminAsync(string username, bool isAdmin, CancellationToken cancellationToken);

    /// <summary>Deletes a user with all tokens and permissions.</summary>
    /// <param name="username">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown user; <c>INVALID_PARAMETER_VALUE</c> when nobody
    /// would be left to administer.</exception>
    ValueTask DeleteAsync(string username, CancellationToken cancellationToken);
}
