namespace Mlops.Tracking.Access;

/// <summary>What a personal token may be used for; each includes the ones before.</summary>
internal enum TokenScope
{
    /// <summary>Read.</summary>
    Read = 1,

    /// <summary>Log runs, register models, upload artifacts.</summary>
    Write = 2,

    /// <summary>Whatever its owner may do, managing permissions, users and tokens included.</summary>
    Admin = 3,
}

/// <summary>A personal token to be kept; its secret is known to its owner only.</summary>
/// <param name="Name">A name that is unique among its owner's tokens.</param>
/// <param name="Scope">What it may be used for.</param>
/// <param name="Workspace">The only workspace it opens; null for every one that its owner may enter.</param>
/// <param name="ExpiresAt">When it ends, in milliseconds since the Unix epoch.</param>
internal sealed record NewAccessToken(string Name, TokenScope Scope, string? Workspace, long ExpiresAt);

/// <summary>A personal token, without its secret.</summary>
/// <param name="Id">A number that is never given twice.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">What it may be used for.</param>
/// <param name="Workspace">The only workspace it opens; null for every one that its owner may enter.</param>
/// <param name="CreatedAt">When it was made, in milliseconds since the Unix epoch.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="LastUsedAt">When it was last used, give or take ten minutes; null for never.</param>
internal sealed record AccessToken(long Id, string Name, TokenScope Scope, string? Workspace, long CreatedAt, long ExpiresAt, long? LastUsedAt);

/// <summary>A token with the user it stands for.</summary>
/// <param name="Token">The token.</param>
/// <param name="Owner">Its owner.</param>
internal sealed record OwnedToken(AccessToken Token, User Owner);
