namespace Mlops.Tracking.Access;

/// <summary>The rpcs about personal tokens in front of the store.</summary>
/// <param name="store">Keeps the tokens.</param>
internal sealed class AccessTokenService(IAccessTokenStore store)
{
    /// <inheritdoc cref="IAccessTokenStore.CreateAsync"/>
    public ValueTask<AccessToken> CreateAsync(long userId, NewAccessToken token, byte[] secretHash, CancellationToken cancellationToken) =>
        store.CreateAsync(userId, token, secretHash, cancellationToken);

    /// <inheritdoc cref="IAccessTokenStore.ListAsync"/>
    public ValueTask<IReadOnlyList<AccessToken>> ListAsync(long userId, CancellationToken cancellationToken) =>
        store.ListAsync(userId, cancellationToken);

    /// <inheritdoc cref="IAccessTokenStore.DeleteAsync"/>
    public ValueTask DeleteAsync(long userId, long tokenId, CancellationToken cancellationToken) =>
        store.DeleteAsync(userId, tokenId, cancellationToken);
}
