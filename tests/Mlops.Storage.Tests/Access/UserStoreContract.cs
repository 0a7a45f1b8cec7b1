using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Tests.Access;

/// <summary>What every store of users does.</summary>
public abstract class UserStoreContract : AccessContract
{
    [Fact]
    public async Task A_user_is_found_by_the_exact_name_with_the_hash()
    {
        var created = await AddUserAsync("Ada", isAdmin: true);
        var found = await Users.FindAsync("Ada", Stop);
        Assert.Equal(created, found!.User);
        Assert.Equal("hash of Ada", found.PasswordHash);
        Assert.DoesNotContain("hash", found.ToString(), StringComparison.Ordinal);
        Assert.Null(await Users.FindAsync("ada", Stop));
    }

    [Fact]
    public async Task Names_are_unique_and_listed_in_order()
    {
        await AddUserAsync("b");
        await AddUserAsync("a");
        await RefusedAsync(ErrorCode.ResourceAlreadyExists, () => AddUserAsync("b"));
        Assert.Equal(["a", "b"], (await Users.ListAsync(Stop)).Select(user => user.Username));
    }

    [Fact]
    public async Task A_new_password_replaces_the_old()
    {
        await AddUserAsync("a");
        await Users.SetPasswordAsync("a", "other", Stop);
        Assert.Equal("other", (await Users.FindAsync("a", Stop))!.PasswordHash);
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await AddUserAsync("root", isAdmin: true);
        await AddUserAsync("a");
        await RefusedAsync(ErrorCode.InvalidParameterValue, async () => await Users.SetAdminAsync("root", false, Stop));
        await RefusedAsync(ErrorCode.InvalidParameterValue, async () => await Users.DeleteAsync("root", Stop));
        await Users.SetAdminAsync("a", true, Stop);
        await Users.SetAdminAsync("root", false, Stop);
        await Users.DeleteAsync("root", Stop);
        Assert.Equal([new User((await Users.FindAsync("a", Stop))!.User.Id, "a", true)], await Users.ListAsync(Stop));
    }

    [Fact]
    public async Task An_unknown_user_is_no_ones()
    {
        Assert.Null(await Users.FindAsync("nobody", Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Users.SetPasswordAsync("nobody", "h", Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Users.SetAdminAsync("nobody", true, Stop));
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Users.DeleteAsync("nobody", Stop));
    }

    [Fact]
    public async Task A_deleted_user_takes_tokens_and_permissions_along_and_leaves_the_number_unused()
    {
        await AddUserAsync("root", isAdmin: true);
        var gone = await AddUserAsync("a");
        var experiment = await AddExperimentAsync("e");
        await Permissions.CreateAsync(Workspace, ResourceKind.Experiment, experiment, "a", Permission.Edit, Stop);
        await Permissions.SetWorkspaceAsync(Workspace, "a", Permission.Edit, Stop);
        await Tokens.CreateAsync(gone.Id, new NewAccessToken("t", TokenScope.Read, null, 1), new byte[32], Stop);
        await Users.DeleteAsync("a", Stop);
        Assert.Null(await Tokens.FindAsync(new byte[32], Stop));
        Assert.Null(await Permissions.GetCallerAsync(gone.Id, Stop));
        Assert.Empty(await Permissions.ListWorkspaceAsync(Workspace, Stop));
        var again = await AddUserAsync("a");
        Assert.NotEqual(gone.Id, again.Id);
        Assert.Empty(await Permissions.ListAsync(ResourceKind.Experiment, again.Id, Stop));
    }
}
