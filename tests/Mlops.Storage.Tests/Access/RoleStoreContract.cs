using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Workspaces;

namespace Mlops.Storage.Tests.Access;

/// <summary>What every store of roles does.</summary>
public abstract class RoleStoreContract : AccessContract
{
    [Fact]
    public async Task A_role_is_created_changed_and_deleted()
    {
        var role = await Roles.CreateAsync(Workspace, "readers", null, Stop);
        Assert.Equal((Workspace, "readers", null), (role.Workspace, role.Name, role.Description));
        Assert.Empty(role.Permissions);
        await RefusedAsync(ErrorCode.ResourceAlreadyExists, async () => await Roles.CreateAsync(Workspace, "readers", "d", Stop));
        var other = await Roles.CreateAsync("", "readers", "d", Stop);
        await Roles.CreateAsync(Workspace, "editors", null, Stop);
        await RefusedAsync(ErrorCode.ResourceAlreadyExists, async () => await Roles.UpdateAsync(role.Id, "editors", null, Stop));
        Assert.Equal("new", (await Roles.UpdateAsync(role.Id, "new", null, Stop)).Name);
        Assert.Equal(("new", "what for"), ((await Roles.UpdateAsync(role.Id, null, "what for", Stop)) is var changed ? (changed.Name, changed.Description) : default));
        Assert.Equal(["editors", "new"], (await Roles.ListAsync(Workspace, Stop)).Select(found => found.Name));
        Assert.Equal(["readers", "editors", "new"], (await Roles.ListAsync(null, Stop)).Select(found => found.Name));
        await Roles.DeleteAsync(other.Id, Stop);
        Assert.Null(await Roles.FindAsync(other.Id, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Roles.DeleteAsync(other.Id, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Roles.UpdateAsync(other.Id, "n", null, Stop));
    }

    [Fact]
    public async Task What_a_role_gives_is_added_changed_and_taken_away()
    {
        var role = await Roles.CreateAsync(Workspace, "r", null, Stop);
        var first = await Roles.AddPermissionAsync(role.Id, "experiment", "*", Permission.Read, Stop);
        var second = await Roles.AddPermissionAsync(role.Id, "experiment", "7", Permission.Edit, Stop);
        await RefusedAsync(ErrorCode.ResourceAlreadyExists, async () => await Roles.AddPermissionAsync(role.Id, "experiment", "7", Permission.Read, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Roles.AddPermissionAsync(999, "experiment", "7", Permission.Read, Stop));
        Assert.Equal(second with { Permission = Permission.Manage }, await Roles.UpdatePermissionAsync(second.Id, Permission.Manage, Stop));
        Assert.Equal([first, second with { Permission = Permission.Manage }], (await Roles.FindAsync(role.Id, Stop))!.Permissions);
        Assert.Equal(role.Id, (await Roles.FindByPermissionAsync(first.Id, Stop))!.Id);
        await Roles.UpdatePermissionAsync(first.Id, null, Stop);
        Assert.Null(await Roles.FindByPermissionAsync(first.Id, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Roles.UpdatePermissionAsync(first.Id, Permission.Read, Stop));
    }

    [Fact]
    public async Task A_user_is_given_a_role_once_and_loses_it_with_the_role_the_user_or_the_workspace()
    {
        var (a, b) = (await AddUserAsync("a"), await AddUserAsync("b"));
        var role = await Roles.CreateAsync(Workspace, "r", null, Stop);
        await Roles.AddPermissionAsync(role.Id, "workspace", "*", Permission.Read, Stop);
        var given = await Roles.AssignAsync("a", role.Id, Stop);
        Assert.Equal((a.Id, role.Id), (given.UserId, given.RoleId));
        await RefusedAsync(ErrorCode.ResourceAlreadyExists, async () => await Roles.AssignAsync("a", role.Id, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Roles.AssignAsync("nobody", role.Id, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Roles.AssignAsync("a", 999, Stop));
        await Roles.AssignAsync("b", role.Id, Stop);
        Assert.Equal([a.Id, b.Id], (await Roles.ListAssignmentsAsync(role.Id, Stop)).Select(assignment => assignment.UserId));
        Assert.Equal([role.Id], (await Roles.ListOfUserAsync(a.Id, Stop)).Select(found => found.Id));
        await Roles.UnassignAsync("a", role.Id, Stop);
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Roles.UnassignAsync("a", role.Id, Stop));
        await Users.CreateAsync("root", "hash", true, Stop);
        await Users.DeleteAsync("b", Stop);
        Assert.Empty(await Roles.ListAssignmentsAsync(role.Id, Stop));
        await Store<IWorkspaceStore>().CreateAsync(new Workspace(Workspace, null, null), Stop);
        await Store<IWorkspaceStore>().DeleteAsync(Workspace, Stop);
        Assert.Null(await Roles.FindAsync(role.Id, Stop));
    }

    [Fact]
    public async Task A_caller_knows_what_roles_give_per_workspace()
    {
        var user = await AddUserAsync("a");
        await Permissions.SetWorkspaceAsync(Workspace, "a", Permission.Read, Stop);
        await GiveAsync(Workspace, ("workspace", "*", Permission.Use), ("experiment", "*", Permission.Edit), ("scorer", "7/s", Permission.Manage), ("gateway_secret", "x", Permission.Manage));
        await GiveAsync(Workspace, ("registered_model", "*", Permission.Read));
        await GiveAsync("other", ("workspace", "*", Permission.None), ("registered_model", "m", Permission.Read));
        var caller = await Permissions.GetCallerAsync(user.Id, Stop);
        Assert.Equal([("other", Permission.None), (Workspace, Permission.Use)], caller!.Workspaces.Select(grant => (grant.Key, grant.Value)).Order());
        Assert.Equal(new RoleGrants { Experiments = Permission.Edit, Models = Permission.Use, Scorers = Permission.Use, Single = Permission.Manage }, caller.Roles[Workspace]);
        Assert.Equal(new RoleGrants { Single = Permission.Read }, caller.Roles["other"]);
    }

    private async Task GiveAsync(string workspace, params (string Type, string Pattern, Permission Permission)[] permissions)
    {
        var role = await Roles.CreateAsync(workspace, Guid.NewGuid().ToString("N"), null, Stop);
        foreach (var (type, pattern, permission) in permissions)
        {
            await Roles.AddPermissionAsync(role.Id, type, pattern, permission, Stop);
        }

        await Roles.AssignAsync("a", role.Id, Stop);
    }
}
