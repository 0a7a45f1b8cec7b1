namespace Mlops.Hosting.Access;

/// <summary>Endpoint metadata: the level a caller needs on what the request names, or else in the request's workspace.</summary>
/// <param name="Level">The level; <see cref="AccessLevel.None"/> marks a route that says nothing about any workspace, such as a health
/// check.</param>
public sealed record RequiredAccess(AccessLevel Level)
{
    /// <summary>Who may call a route that is about no workspace.</summary>
    public RequiredCaller Caller { get; init; }
}

/// <summary>Who may call a route.</summary>
public enum RequiredCaller
{
    /// <summary>Whoever has the level that the route needs; everybody where it needs none.</summary>
    Anybody = 0,

    /// <summary>Somebody who is signed in as a user.</summary>
    User = 1,

    /// <summary>An administrator of the whole server.</summary>
    Administrator = 2,
}
