using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Access;

/// <summary>Keeps personal tokens by the SHA-256 of their secrets, never the secrets.</summary>
internal interface IAccessTokenStore
{
    /// <summary>Keeps a new token.</summary>
    /// <param name="userId">Its owner.</param>
    /// <param name="token">The token.</param>
    /// <param name="secretHash">The 32 bytes of the SHA-256 of its secret.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the owner has a token of that name;
    /// <c>RESOURCE_DOES_NOT_EXIST</c> when there is no such user.</exception>
    ValueTask<AccessToken> CreateAsync(long userId, NewAccessToken token, byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Finds a token, an expired one too.</summary>
    /// <param name="secretHash">The SHA-256 of its secret.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token with its owner, or null.</returns>
    ValueTask<OwnedToken?> FindAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>A user's tokens, by name.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<AccessToken>> ListAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Revokes a token for good.</summary>
    /// <param name="userId">Its owner.</param>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> when the user has no such token.</exception>
    ValueTask DeleteAsync(long userId, long tokenId, CancellationToken cancellationToken);

    /// <summary>Notes that a token was used.</summary>
    /// <param name="tokenId">The token; nothing happens when there is none.</param>
    /// <param name="at">When, in milliseconds since the Unix epoch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the note is durable.</returns>
    ValueTask TouchAsync(long tokenId, long at, CancellationToken cancellationToken);
}
