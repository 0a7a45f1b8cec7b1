using System.Text.Json.Serialization;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Mlflow.Users;

/// <summary>
/// The answers of the routes about users, tokens and permissions; unlike the rest of the protocol they write empty lists.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(CurrentUserResponse))]
[JsonSerializable(typeof(UsersResponse))]
[JsonSerializable(typeof(ExperimentPermissionResponse))]
[JsonSerializable(typeof(RegisteredModelPermissionResponse))]
[JsonSerializable(typeof(ScorerPermissionResponse))]
[JsonSerializable(typeof(WorkspacePermissionResponse))]
[JsonSerializable(typeof(WorkspacePermissionsResponse))]
[JsonSerializable(typeof(CreatedTokenResponse))]
[JsonSerializable(typeof(TokensResponse))]
internal sealed partial class UserMessages : JsonSerializerContext;

internal sealed record UserResponse(UserMessage User);

internal sealed record UserMessage(
    long Id, string Username, bool IsAdmin,
    IReadOnlyList<ExperimentPermissionMessage> ExperimentPermissions,
    IReadOnlyList<RegisteredModelPermissionMessage> RegisteredModelPermissions,
    IReadOnlyList<ScorerPermissionMessage> ScorerPermissions);

internal sealed record CurrentUserResponse(User User);

internal sealed record UsersResponse(IReadOnlyList<User> Users);

internal sealed record ExperimentPermissionResponse(ExperimentPermissionMessage ExperimentPermission);

internal sealed record ExperimentPermissionMessage(string ExperimentId, long UserId, string Permission)
{
    public static ExperimentPermissionMessage Of(ResourcePermission permission) =>
        new(permission.Resource, permission.UserId, PermissionName.Of(permission.Permission));
}

internal sealed record RegisteredModelPermissionResponse(RegisteredModelPermissionMessage RegisteredModelPermission);

internal sealed record RegisteredModelPermissionMessage(string Workspace, string Name, long UserId, string Permission)
{
    public static RegisteredModelPermissionMessage Of(ResourcePermission permission) =>
        new(WorkspaceName.Of(permission.Workspace), permission.Resource, permission.UserId, PermissionName.Of(permission.Permission));
}

internal sealed record ScorerPermissionResponse(ScorerPermissionMessage ScorerPermission);

internal sealed record ScorerPermissionMessage(string ExperimentId, string ScorerName, long UserId, string Permission)
{
    public static ScorerPermissionMessage Of(ResourcePermission permission)
    {
        var slash = permission.Resource.IndexOf('/', StringComparison.Ordinal);
        return new(permission.Resource[..slash], permission.Resource[(slash + 1)..], permission.UserId, PermissionName.Of(permission.Permission));
    }
}

internal sealed record WorkspacePermissionResponse(WorkspacePermissionMessage Permission);

internal sealed record WorkspacePermissionsResponse(IReadOnlyList<WorkspacePermissionMessage> Permissions)
{
    public static WorkspacePermissionsResponse Of(IEnumerable<WorkspacePermission> permissions) => new([.. permissions.Select(WorkspacePermissionMessage.Of)]);
}

internal sealed record WorkspacePermissionMessage(string Workspace, long UserId, string Permission, bool CanUse)
{
    public static WorkspacePermissionMessage Of(WorkspacePermission permission) =>
        new(WorkspaceName.Of(permission.Workspace), permission.UserId, PermissionName.Of(permission.Permission), permission.Permission >= Tracking.Access.Permission.Use);
}

/// <summary>A new token; its secret is shown this once.</summary>
internal sealed record CreatedTokenResponse(TokenMessage Token, string Secret);

internal sealed record TokensResponse(IReadOnlyList<TokenMessage> Tokens);

internal sealed record TokenMessage(long Id, string Name, string Scope, string? Workspace, long CreationTime, long ExpirationTime, long? LastUsedTime)
{
    public static TokenMessage Of(AccessToken token) => new(
        token.Id, token.Name, token.Scope.ToString().ToLowerInvariant(), token.Workspace is { } workspace ? WorkspaceName.Of(workspace) : null,
        token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
