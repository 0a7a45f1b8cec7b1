using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Scorers;

namespace Mlops.Storage.Tests.Access;

/// <summary>What every store of permissions does.</summary>
public abstract class PermissionStoreContract : AccessContract
{
    [Theory]
    [InlineData(ResourceKind.Experiment)]
    [InlineData(ResourceKind.RegisteredModel)]
    [InlineData(ResourceKind.Scorer)]
    internal async Task A_permission_is_given_changed_and_taken_away(ResourceKind kind)
    {
        var user = await AddUserAsync("a");
        var resource = await AddAsync(kind);
        var given = await Permissions.CreateAsync(Workspace, kind, resource, "a", Permission.Read, Stop);
        Assert.Equal(new ResourcePermission(Workspace, resource, user.Id, Permission.Read), given);
        await RefusedAsync(
            ErrorCode.ResourceAlreadyExists, async () => await Permissions.CreateAsync(Workspace, kind, resource, "a", Permission.Edit, Stop));
        await Permissions.UpdateAsync(Workspace, kind, resource, "a", Permission.Use, Stop);
        Assert.Equal(given with { Permission = Permission.Use }, await Permissions.GetAsync(Workspace, kind, resource, "a", Stop));
        Assert.Equal([given with { Permission = Permission.Use }], await Permissions.ListAsync(kind, user.Id, Stop));
        await Permissions.UpdateAsync(Workspace, kind, resource, "a", null, Stop);
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Permissions.GetAsync(Workspace, kind, resource, "a", Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Permissions.UpdateAsync(Workspace, kind, resource, "a", null, Stop));
    }

    [Theory]
    [InlineData(ResourceKind.Experiment)]
    [InlineData(ResourceKind.RegisteredModel)]
    [InlineData(ResourceKind.Scorer)]
    internal async Task Whoever_or_whatever_does_not_exist_in_the_workspace_has_no_permission(ResourceKind kind)
    {
        await AddUserAsync("a");
        var resource = await AddAsync(kind);
        await RefusedAsync(
            ErrorCode.ResourceDoesNotExist, async () => await Permissions.CreateAsync(Workspace, kind, resource, "nobody", Permission.Read, Stop));
        await RefusedAsync(
            ErrorCode.ResourceDoesNotExist, async () => await Permissions.CreateAsync("other/project", kind, resource, "a", Permission.Read, Stop));
    }

    [Fact]
    public async Task A_creator_manages_and_keeps_managing_a_renamed_model()
    {
        var user = await AddUserAsync("a");
        await AddModelAsync("m");
        await Permissions.SetManagerAsync(Workspace, ResourceKind.RegisteredModel, "m", user.Id, Stop);
        await Permissions.SetManagerAsync(Workspace, ResourceKind.RegisteredModel, "m", user.Id, Stop);
        await Permissions.SetManagerAsync(Workspace, ResourceKind.RegisteredModel, "m", 999, Stop);
        await Store<IRegisteredModelStore>().RenameAsync(Workspace, "m", "n", Stop);
        Assert.Equal([new ResourcePermission(Workspace, "n", user.Id, Permission.Manage)], await Permissions.ListAsync(ResourceKind.RegisteredModel, user.Id, Stop));
        await Store<IRegisteredModelStore>().DeleteAsync(Workspace, "n", Stop);
        await AddModelAsync("n");
        Assert.Empty(await Permissions.ListAsync(ResourceKind.RegisteredModel, user.Id, Stop));
    }

    [Fact]
    public async Task A_deleted_scorer_takes_its_permissions_along()
    {
        var user = await AddUserAsync("a");
        var experiment = await AddExperimentAsync("e");
        await AddScorerAsync(experiment, "s");
        await Permissions.CreateAsync(Workspace, ResourceKind.Scorer, experiment + "/s", "a", Permission.None, Stop);
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Permissions.CreateAsync(Workspace, ResourceKind.Scorer, experiment + "/t", "a", Permission.None, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Permissions.CreateAsync(Workspace, ResourceKind.Scorer, "999/s", "a", Permission.None, Stop));
        Assert.Equal(new PermissionRange(Permission.None, Permission.None), (await Permissions.GetCallerAsync(user.Id, Stop))!.Scorers[Workspace]);
        await Store<IScorerStore>().DeleteAsync(Workspace, experiment, "s", null, Stop);
        await AddScorerAsync(experiment, "s");
        Assert.Empty(await Permissions.ListAsync(ResourceKind.Scorer, user.Id, Stop));
        Assert.Empty((await Permissions.GetCallerAsync(user.Id, Stop))!.Scorers);
    }

    [Fact]
    public async Task Permissions_in_workspaces_are_set_over_and_over()
    {
        var (a, b) = (await AddUserAsync("a"), await AddUserAsync("b"));
        await Permissions.SetWorkspaceAsync("", "a", Permission.Read, Stop);
        await Permissions.SetWorkspaceAsync("team/*", "a", Permission.Read, Stop);
        await Permissions.SetWorkspaceAsync("team/*", "a", Permission.Edit, Stop);
        await Permissions.SetWorkspaceAsync("team/*", "b", Permission.None, Stop);
        Assert.Equal([("", Permission.Read), ("team/*", Permission.Edit)], (await Permissions.ListUserWorkspacesAsync("a", Stop)).Select(p => (p.Workspace, p.Permission)));
        Assert.Equal([(a.Id, Permission.Edit), (b.Id, Permission.None)], (await Permissions.ListWorkspaceAsync("team/*", Stop)).Select(p => (p.UserId, p.Permission)));
        Assert.Equal(Permission.Edit, (await Permissions.SetWorkspaceAsync("team/*", "a", null, Stop)).Permission);
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Permissions.SetWorkspaceAsync("team/*", "a", null, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Permissions.SetWorkspaceAsync("", "nobody", Permission.Read, Stop));
    }

    [Fact]
    public async Task A_callers_permissions_tell_the_lowest_and_highest_per_workspace()
    {
        var user = await AddUserAsync("a");
        foreach (var (name, permission) in new[] { ("e1", Permission.Read), ("e2", Permission.Manage), ("e3", Permission.Edit) })
        {
            await Permissions.CreateAsync(Workspace, ResourceKind.Experiment, await AddExperimentAsync(name), "a", permission, Stop);
        }

        await Permissions.CreateAsync("", ResourceKind.Experiment, "0", "a", Permission.None, Stop);
        await Permissions.SetWorkspaceAsync(Workspace, "a", Permission.Use, Stop);
        var caller = await Permissions.GetCallerAsync(user.Id, Stop);
        Assert.Equal(user, caller!.User);
        Assert.Equal([KeyValuePair.Create(Workspace, Permission.Use)], caller.Workspaces);
        Assert.Equal(new PermissionRange(Permission.Read, Permission.Manage), caller.Experiments[Workspace]);
        Assert.Equal(new PermissionRange(Permission.None, Permission.None), caller.Experiments[""]);
        Assert.Empty(caller.Models);
    }

    private async Task<string> AddAsync(ResourceKind kind)
    {
        if (kind == ResourceKind.Experiment)
        {
            return await AddExperimentAsync("e");
        }

        if (kind == ResourceKind.Scorer)
        {
            var experiment = await AddExperimentAsync("e");
            await AddScorerAsync(experiment, "a/b c");
            return experiment + "/a/b c";
        }

        await AddModelAsync("m");
        return "m";
    }
}
