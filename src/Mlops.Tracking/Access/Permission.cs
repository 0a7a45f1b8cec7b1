using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Access;

/// <summary>MLflow's permission levels; each includes the ones before.</summary>
public enum Permission
{
    /// <summary><c>NO_PERMISSIONS</c>: nothing, even where a default would grant something.</summary>
    None = 0,

    /// <summary><c>READ</c>.</summary>
    Read = 1,

    /// <summary><c>USE</c>: read, and in a workspace create experiments and registered models of one's own.</summary>
    Use = 2,

    /// <summary><c>EDIT</c>: change and delete.</summary>
    Edit = 3,

    /// <summary><c>MANAGE</c>: say who else may do what.</summary>
    Manage = 4,
}

/// <summary>The protocol's names of permissions.</summary>
internal static class PermissionName
{
    /// <summary>The name that the protocol writes.</summary>
    /// <param name="permission">A permission.</param>
    public static string Of(Permission permission) => permission switch
    {
        Permission.None => "NO_PERMISSIONS",
        Permission.Read => "READ",
        Permission.Use => "USE",
        Permission.Edit => "EDIT",
        Permission.Manage => "MANAGE",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };

    /// <summary>Reads a name.</summary>
    /// <param name="name">A name, in the protocol's spelling.</param>
    /// <param name="permission">The permission.</param>
    /// <returns>Whether there is such.</returns>
    public static bool TryParse(string? name, out Permission permission)
    {
        Permission? found = name switch
        {
            "NO_PERMISSIONS" => Permission.None,
            "READ" => Permission.Read,
            "USE" => Permission.Use,
            "EDIT" => Permission.Edit,
            "MANAGE" => Permission.Manage,
            _ => null,
        };
        permission = found ?? Permission.None;
        return found is not null;
    }

    /// <summary>Reads a name that a caller sent.</summary>
    /// <param name="name">A name.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for any other text.</exception>
    public static Permission Parse(string name) => TryParse(name, out var permission)
        ? permission
        : throw MlflowException.InvalidParameterValue("Invalid permission: it must be one of READ, USE, EDIT, MANAGE and NO_PERMISSIONS.");
}
