using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access.Users;

/// <summary>The built-in users, their tokens and permissions. Configuration section <c>Mlops:Access</c>.</summary>
public sealed class UserOptions
{
    /// <summary>The name of the authentication scheme of the built-in users: Basic, and Bearer with personal tokens.</summary>
    public const string Scheme = "Mlops.Users";

    /// <summary>
    /// The first administrator's name: created at the start when there is no such user. <c>Mlops:Access:AdminUsername</c>.
    /// </summary>
    public string AdminUsername { get; set; } = "";

    /// <summary>
    /// The password with which the first administrator is created, at least 12 characters; there is no default. It is not read again once
    /// the user exists. <c>Mlops:Access:AdminPassword</c>.
    /// </summary>
    public string AdminPassword { get; set; } = "";

    /// <summary>
    /// What every signed-in user may do in a workspace where nothing else was granted: <c>NO_PERMISSIONS</c> (the default), <c>READ</c>,
    /// <c>USE</c>, <c>EDIT</c> or <c>MANAGE</c>. MLflow's own server behaves like <c>USE</c>. <c>Mlops:Access:DefaultPermission</c>.
    /// </summary>
    public string DefaultPermission { get; set; } = "NO_PERMISSIONS";

    /// <summary>
    /// The longest life of a personal token, and its life where its maker names none, in days. <c>Mlops:Access:MaxTokenDays</c>.
    /// </summary>
    public int MaxTokenDays { get; set; } = 365;

    /// <summary>The authentication schemes by which callers sign in, in the order in which they are tried; others can be added.</summary>
    public IList<string> Schemes { get; } = [Scheme];

    internal Permission Default => PermissionName.TryParse(DefaultPermission, out var permission) ? permission : Permission.None;

    /// <summary>All that is wrong, one sentence for each fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (!PermissionName.TryParse(DefaultPermission, out _))
        {
            faults.Add($"Mlops:Access:DefaultPermission is '{DefaultPermission}'; it must be NO_PERMISSIONS, READ, USE, EDIT or MANAGE.");
        }

        if (MaxTokenDays is < 1 or > 3650)
        {
            faults.Add($"Mlops:Access:MaxTokenDays is {MaxTokenDays}; it must be from 1 to 3650.");
        }

        if (AdminUsername.Length > 0)
        {
            Check(() => UserRules.CheckUsername(AdminUsername), "AdminUsername");
        }

        if (AdminPassword.Length > 0)
        {
            Check(() => UserRules.CheckPassword(AdminPassword), "AdminPassword");
        }

        return faults;

        void Check(Action check, string name)
        {
            try
            {
                check();
            }
            catch (Mlops.Tracking.Errors.MlflowException error)
            {
                faults.Add($"Mlops:Access:{name} can't be used: {error.Message}");
            }
        }
    }
}
