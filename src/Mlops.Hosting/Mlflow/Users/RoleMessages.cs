using System.Text.Json.Serialization;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Mlflow.Users;

/// <summary>The answers of the routes about roles; unlike the rest of the protocol they write empty lists and nulls.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RoleResponse))]
[JsonSerializable(typeof(RolesResponse))]
[JsonSerializable(typeof(RolePermissionResponse))]
[JsonSerializable(typeof(RolePermissionsResponse))]
[JsonSerializable(typeof(RoleAssignmentResponse))]
[JsonSerializable(typeof(RoleAssignmentsResponse))]
internal sealed partial class RoleMessages : JsonSerializerContext;

internal sealed record RoleResponse(RoleMessage Role);

internal sealed record RolesResponse(IReadOnlyList<RoleMessage> Roles);

internal sealed record RoleMessage(long Id, string Name, string Workspace, string? Description, IReadOnlyList<RolePermissionMessage> Permissions)
{
    public static RoleMessage Of(Role role) =>
        new(role.Id, role.Name, WorkspaceName.Of(role.Workspace), role.Description, [.. role.Permissions.Select(RolePermissionMessage.Of)]);
}

internal sealed record RolePermissionResponse(RolePermissionMessage RolePermission);

internal sealed record RolePermissionsResponse(IReadOnlyList<RolePermissionMessage> RolePermissions);

internal sealed record RolePermissionMessage(long Id, long RoleId, string ResourceType, string ResourcePattern, string Permission)
{
    public static RolePermissionMessage Of(RolePermission permission) => new(
        permission.Id, permission.RoleId, permission.ResourceType, permission.ResourcePattern, PermissionName.Of(permission.Permission));
}

internal sealed record RoleAssignmentResponse(RoleAssignment Assignment);

internal sealed record RoleAssignmentsResponse(IReadOnlyList<RoleAssignment> Assignments);
