namespace Mlops.Hosting.Access;

/// <summary>Endpoint metadata: the level a caller needs in the request's workspace.</summary>
/// <param name="Level">The level; <see cref="AccessLevel.None"/> marks a route that says nothing about any workspace, such as a health check.</param>
public sealed record RequiredAccess(AccessLevel Level);
