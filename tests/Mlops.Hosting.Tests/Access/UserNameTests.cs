using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Which names and passwords users may have, and what a reset ends.</summary>
public sealed class UserNameTests
{
    private const string Users = "/api/2.0/mlflow/users/";

    [Theory]
    [InlineData("Root")]
    [InlineData("r00t")]
    [InlineData("rооt")] // Cyrillic o.
    [InlineData("ro\u03bft")]
    public async Task A_name_that_looks_like_an_existing_one_is_refused(string username)
    {
        await using var host = await StartAsync();
        using var refused = await SendAsync(host.As(Admin), "POST", Users + "create", new { username, password = Password });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("RESOURCE_ALREADY_EXISTS", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, (await OkAsync(host.As(Admin), "GET", Users + "list")).GetProperty("users").GetArrayLength());
    }

    [Theory]
    [InlineData("Ian", "lan", true)]
    [InlineData("user1", "userl", true)]
    [InlineData("bern", "bem", true)]
    [InlineData("ada", "АDА", true)]
    [InlineData("ada", "adam", false)]
    [InlineData("jose", "josé", false)]
    [InlineData("анна", "инна", false)]
    public void Names_look_alike_or_do_not(string existing, string username, bool alike)
    {
        var error = Record.Exception(() => UserNameLook.CheckIsNew(username, [new User(1, existing, false)]));
        Assert.Equal(alike, error is MlflowException { ErrorCode: ErrorCode.ResourceAlreadyExists });
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a:b")]
    [InlineData("a\u0007b")]
    [InlineData("a\u200bb")]
    [InlineData("a\u202eb")]
    [InlineData("a\u00a0b")]
    [InlineData("a\u2028b")]
    [InlineData("a\ue000")]
    [InlineData("\ufffd")]
    [InlineData("ｒoot")] // A wide r.
    [InlineData("jose\u0301")]
    [InlineData("𝐫oot")]
    public void A_name_that_does_not_show_whole_is_refused(string username) => Assert.Equal(
        ErrorCode.InvalidParameterValue, Assert.Throws<MlflowException>(() => UserRules.CheckUsername(username)).ErrorCode);

    [Theory]
    [InlineData("ada")]
    [InlineData("Ada Lovelace")]
    [InlineData("ada@example.org")]
    [InlineData("...")]
    [InlineData("анна")]
    [InlineData("李雷")]
    public void Other_names_are_taken(string username) => UserRules.CheckUsername(username);

    [Fact]
    public void Blanks_are_no_password() =>
        Assert.Contains("blank", Assert.Throws<MlflowException>(() => UserRules.CheckPassword(new string(' ', 20))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, null, false)]
    [InlineData(true, false, true)]
    [InlineData(false, null, true)]
    [InlineData(false, true, false)]
    public async Task A_reset_by_an_administrator_ends_tokens_and_ones_own_change_does_on_request(bool byAdmin, bool? revoke, bool lives)
    {
        await using var host = await StartAsync("READ");
        var ada = await host.AddAsync("ada");
        var token = (await OkAsync(ada, "POST", Users + "tokens", new { name = "t", scope = "read" })).GetProperty("secret").GetString()!;
        await OkAsync(host.With(token), "GET", Users + "current");
        await OkAsync(byAdmin ? host.As(Admin) : ada, "PATCH", Users + "update-password", new { username = "ada", password = "the second password", current_password = Password, revoke_tokens = revoke });
        Assert.Equal(lives ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await StatusAsync(host.With(token), "GET", Users + "current"));
    }

    [Fact]
    public async Task Others_of_the_machine_read_neither_the_folder_nor_the_database()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TestFolder();
        var data = Path.Combine(folder.Path, "data");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddMlopsTracking().UseSqlite(options => options.Path = Path.Combine(data, "mlops.db"));
        await using var app = builder.Build();
        await app.Services.GetRequiredService<IUserStore>().CreateAsync("ada", null, isAdmin: false, TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));

        // The lock and the name of who has it hold no data.
        var files = Directory.GetFiles(data, "mlops.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith(".owner", StringComparison.Ordinal)).ToArray();
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
