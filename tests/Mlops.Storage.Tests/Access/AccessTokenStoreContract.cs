using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Tests.Access;

/// <summary>What every store of personal tokens does.</summary>
public abstract class AccessTokenStoreContract : AccessContract
{
    [Fact]
    public async Task A_token_is_found_by_its_hash_with_its_owner()
    {
        var user = await AddUserAsync("a");
        var created = await Tokens.CreateAsync(user.Id, new NewAccessToken("ci", TokenScope.Write, "team/project", 99), Hash(1), Stop);
        Assert.Equal(new OwnedToken(created, user), await Tokens.FindAsync(Hash(1), Stop));
        Assert.Null(created.LastUsedAt);
        Assert.Null(await Tokens.FindAsync(Hash(2), Stop));
    }

    [Fact]
    public async Task Names_are_unique_among_ones_own()
    {
        var (a, b) = (await AddUserAsync("a"), await AddUserAsync("b"));
        await Tokens.CreateAsync(a.Id, new NewAccessToken("z", TokenScope.Read, null, 1), Hash(1), Stop);
        await Tokens.CreateAsync(a.Id, new NewAccessToken("y", TokenScope.Read, "", 1), Hash(2), Stop);
        await Tokens.CreateAsync(b.Id, new NewAccessToken("z", TokenScope.Read, null, 1), Hash(3), Stop);
        await RefusedAsync(
            ErrorCode.ResourceAlreadyExists, async () => await Tokens.CreateAsync(a.Id, new NewAccessToken("z", TokenScope.Read, null, 1), Hash(4), Stop));
        Assert.Equal([("y", ""), ("z", null)], (await Tokens.ListAsync(a.Id, Stop)).Select(token => (token.Name, token.Workspace)));
    }

    [Fact]
    public async Task Only_its_owner_revokes_a_token()
    {
        var (a, b) = (await AddUserAsync("a"), await AddUserAsync("b"));
        var token = await Tokens.CreateAsync(a.Id, new NewAccessToken("t", TokenScope.Read, null, 1), Hash(1), Stop);
        await RefusedAsync(ErrorCode.ResourceDoesNotExist, async () => await Tokens.DeleteAsync(b.Id, token.Id, Stop));
        await Tokens.DeleteAsync(a.Id, token.Id, Stop);
        Assert.Null(await Tokens.FindAsync(Hash(1), Stop));
    }

    [Fact]
    public async Task Use_is_noted()
    {
        var user = await AddUserAsync("a");
        var token = await Tokens.CreateAsync(user.Id, new NewAccessToken("t", TokenScope.Read, null, 1), Hash(1), Stop);
        await Tokens.TouchAsync(token.Id, 42, Stop);
        await Tokens.TouchAsync(token.Id + 1, 43, Stop);
        Assert.Equal(42, (await Tokens.FindAsync(Hash(1), Stop))!.Token.LastUsedAt);
    }

    [Fact]
    public async Task Nobody_can_own_one_who_does_not_exist() => await RefusedAsync(
        ErrorCode.ResourceDoesNotExist, async () => await Tokens.CreateAsync(77, new NewAccessToken("t", TokenScope.Read, null, 1), Hash(1), Stop));

    private static byte[] Hash(byte first)
    {
        var hash = new byte[32];
        hash[0] = first;
        return hash;
    }
}
