using Mlops.Tracking;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Workspaces;

namespace Mlops.Storage.Tests.Access;

/// <summary>What every store of workspaces does.</summary>
public abstract class WorkspaceStoreContract : AccessContract
{
    private static readonly Workspace Default = new("", null, null);

    private IWorkspaceStore Workspaces => Store<IWorkspaceStore>();

    [Fact]
    public async Task A_workspace_exists_from_the_first_write_or_from_its_creation()
    {
        Assert.Equal([Default], await Workspaces.ListAsync(Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Workspaces.GetAsync(Workspace, Stop));
        await AddExperimentAsync("e");
        await Workspaces.CreateAsync(new Workspace("a", "what for", "mlflow-artifacts:/a"), Stop);
        Assert.Equal([Default, new Workspace("a", "what for", "mlflow-artifacts:/a"), new Workspace(Workspace, null, null)], await Workspaces.ListAsync(Stop));
        Assert.Equal(new Workspace(Workspace, null, null), await Workspaces.GetAsync(Workspace, Stop));
        foreach (var path in (string[])["", "a", Workspace])
        {
            await RefusedAsync(ErrorCode.ResourceAlreadyExists, async () => await Workspaces.CreateAsync(new Workspace(path, null, null), Stop));
        }
    }

    [Fact]
    public async Task Null_leaves_a_text_and_an_empty_one_clears_it()
    {
        await Workspaces.CreateAsync(new Workspace("a", "d", "r"), Stop);
        Assert.Equal(new Workspace("a", "e", "r"), await Workspaces.UpdateAsync("a", "e", null, Stop));
        Assert.Equal(new Workspace("a", "e", null), await Workspaces.UpdateAsync("a", null, "", Stop));
        Assert.Equal(new Workspace("a", "e", null), await Workspaces.GetAsync("a", Stop));
        Assert.Equal("x", (await Workspaces.UpdateAsync("", "x", null, Stop)).Description);
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Workspaces.UpdateAsync("b", "x", null, Stop));
    }

    [Fact]
    public async Task Only_an_empty_workspace_is_deleted_and_what_is_written_later_brings_it_back()
    {
        await AddUserAsync("u");
        await Workspaces.CreateAsync(new Workspace("a", "d", "mlflow-artifacts:/x"), Stop);
        await Permissions.SetWorkspaceAsync("a", "u", Permission.Manage, Stop);
        await Workspaces.DeleteAsync("a", Stop);
        Assert.Equal([Default], await Workspaces.ListAsync(Stop));
        Assert.Empty(await Permissions.ListWorkspaceAsync("a", Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Workspaces.DeleteAsync("a", Stop));
        var experiment = await AddExperimentAsync("e", "a");
        Assert.Equal(new Workspace("a", null, null), await Workspaces.GetAsync("a", Stop));
        await RefusedAsync(ErrorCode.ResourceConflict, async () => await Workspaces.DeleteAsync("a", Stop));
        await Store<IExperimentStore>().SetLifecycleStageAsync("a", experiment, LifecycleStage.Deleted, Stop);
        await RefusedAsync(ErrorCode.ResourceConflict, async () => await Workspaces.DeleteAsync("a", Stop));
        await AddModelAsync("m", "b");
        await RefusedAsync(ErrorCode.ResourceConflict, async () => await Workspaces.DeleteAsync("b", Stop));
    }

    [Fact]
    public async Task A_deleted_workspace_can_be_created_again()
    {
        await Workspaces.CreateAsync(new Workspace("a", "d", null), Stop);
        await Workspaces.DeleteAsync("a", Stop);
        await Workspaces.CreateAsync(new Workspace("a", "again", null), Stop);
        Assert.Equal("again", (await Workspaces.GetAsync("a", Stop)).Description);
    }

    [Fact]
    public async Task Experiments_without_a_place_of_their_own_go_below_the_workspaces()
    {
        await Workspaces.CreateAsync(new Workspace("a", null, "mlflow-artifacts:/team"), Stop);
        var id = await AddExperimentAsync("e", "a");
        Assert.Equal($"mlflow-artifacts:/team/{id}", (await Store<IExperimentStore>().GetAsync("a", id, Stop)).ArtifactLocation);
    }
}
