using System.Net;

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Passwords and personal tokens.</summary>
public sealed class SignInTests
{
    private const string Search = "/api/2.0/mlflow/experiments/search?max_results=1";
    private const string Tokens = "/api/2.0/mlflow/users/tokens";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_name_is_answered_like_a_wrong_password()
    {
        await using var host = await StartAsync();
        var texts = new List<string>();
        foreach (var client in (HttpClient[])[host.As(Admin, "not the password"), host.As("nobody"), host.As("nobody", "")])
        {
            using var answer = await SendAsync(client, "GET", Search);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            texts.Add(await answer.Content.ReadAsStringAsync(Stop));
        }

        Assert.Single(texts.Distinct());
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic cm9vdA==")]
    [InlineData("Basic OnBhc3N3b3Jk")]
    [InlineData("Basic /////w==")]
    [InlineData("Bearer")]
    [InlineData("Bearer mlops_pat_short")]
    [InlineData("Bearer mlops_pat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Digest username=\"root\"")]
    public async Task Credentials_that_prove_nothing_are_refused(string header)
    {
        await using var host = await StartAsync("MANAGE");
        var client = host.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "GET", Search));
    }

    [Fact]
    public async Task Passwords_and_names_have_bounds()
    {
        await using var host = await StartAsync();
        var admin = host.As(Admin);
        foreach (var (username, password) in ((string, string)[])
            [("a", "elevenchars"), ("a", new string('x', 257)), ("a:b", Password), (" a", Password), ("a\n", Password), (new string('x', 256), Password), ("", Password), ("a", "")])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(admin, "POST", "/api/2.0/mlflow/users/create", new { username, password }));
        }

        Assert.Equal(1, (await OkAsync(admin, "GET", "/api/2.0/mlflow/users/list")).GetProperty("users").GetArrayLength());
    }

    [Fact]
    public async Task Whoever_guesses_must_wait_and_whoever_was_signed_in_need_not()
    {
        await using var host = await StartAsync(time: new MovedClock());
        var signedIn = host.As(Admin);
        await OkAsync(signedIn, "GET", Search);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            statuses.Add(await StatusAsync(host.As(Admin, $"guess number {i}"), "GET", Search));
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)], statuses);
        await OkAsync(signedIn, "GET", Search);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.As("nobody", "whatever it is"), "GET", "/health"));
    }

    [Fact]
    public async Task A_changed_password_counts_at_once()
    {
        await using var host = await StartAsync("READ");
        var user = await host.AddAsync("ada");
        await OkAsync(user, "GET", Search);
        const string Path = "/api/2.0/mlflow/users/update-password";
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(user, "PATCH", Path, new { username = "ada", password = "the second password" }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(user, "PATCH", Path, new { username = "ada", password = "the second password", current_password = "a wrong password" }));
        await OkAsync(user, "PATCH", Path, new { username = "ada", password = "the second password", current_password = Password });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(user, "GET", Search));
        await OkAsync(host.As("ada", "the second password"), "GET", Search);
        await OkAsync(host.As(Admin), "PATCH", Path, new { username = "ada", password = "the third password" });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.As("ada", "the second password"), "GET", Search));
    }

    [Fact]
    public async Task A_deleted_user_is_out_at_once()
    {
        await using var host = await StartAsync("READ");
        var user = await host.AddAsync("ada");
        var token = host.With(await TokenAsync(user, "t", "read"));
        await OkAsync(user, "GET", Search);
        await OkAsync(token, "GET", Search);
        await OkAsync(host.As(Admin), "DELETE", "/api/2.0/mlflow/users/delete", new { username = "ada" });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(user, "GET", Search));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token, "GET", Search));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host.As(Admin), "DELETE", "/api/2.0/mlflow/users/delete", new { username = Admin }));
    }

    [Fact]
    public async Task A_token_does_what_its_scope_says_and_no_more_than_its_owner_may()
    {
        await using var host = await StartAsync();
        var writer = await host.AddAsync("writer", "EDIT");
        var reader = await host.AddAsync("reader", "READ");
        await IsAsync(await TokenAsync(writer, "r", "read"), reads: true, writes: false);
        await IsAsync(await TokenAsync(writer, "w", "write"), reads: true, writes: true);
        await IsAsync(await TokenAsync(reader, "w", "write"), reads: true, writes: false);
        await IsAsync(await TokenAsync(host.As(Admin), "r", "read"), reads: true, writes: false);

        async Task IsAsync(string token, bool reads, bool writes)
        {
            foreach (var client in (HttpClient[])[host.With(token), host.As(await NameAsync(host.With(token)), token)])
            {
                Assert.Equal(reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden, await StatusAsync(client, "GET", Search));
                Assert.Equal(
                    writes ? HttpStatusCode.OK : HttpStatusCode.Forbidden,
                    await StatusAsync(client, "POST", "/api/2.0/mlflow/experiments/create", new { name = Guid.NewGuid().ToString() }));
            }
        }
    }

    [Fact]
    public async Task Only_its_owner_signs_in_with_a_token_for_a_password()
    {
        await using var host = await StartAsync("READ");
        var token = await TokenAsync(await host.AddAsync("ada"), "t", "read");
        await OkAsync(host.As("ada", token), "GET", Search);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.As(Admin, token), "GET", Search));
    }

    [Fact]
    public async Task A_token_for_one_workspace_opens_no_other()
    {
        await using var host = await StartAsync();
        var user = await host.AddAsync("ada", "EDIT", "*");
        var token = host.With(await TokenAsync(user, "t", "admin", "team/project"));
        await OkAsync(token, "GET", "/mlflow/team/project/tracking" + Search);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, "GET", Search));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, "GET", "/mlflow/team/project2/tracking" + Search));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, "POST", Tokens, new { name = "more", scope = "admin" }));
    }

    [Fact]
    public async Task A_token_of_less_makes_no_other()
    {
        await using var host = await StartAsync("READ");
        var user = await host.AddAsync("ada");
        var token = host.With(await TokenAsync(user, "t", "write"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, "POST", Tokens, new { name = "u", scope = "read" }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, "DELETE", Tokens, new { token_id = 1 }));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(token, "PATCH", "/api/2.0/mlflow/users/update-password", new { username = "ada", password = "another password", current_password = Password }));
        await OkAsync(host.With(await TokenAsync(user, "a", "admin")), "POST", Tokens, new { name = "u", scope = "read" });
    }

    [Fact]
    public async Task A_revoked_token_is_worth_nothing_at_once()
    {
        await using var host = await StartAsync("READ");
        var user = await host.AddAsync("ada");
        var created = await OkAsync(user, "POST", Tokens, new { name = "t", scope = "read" });
        var token = host.With(created.GetProperty("secret").GetString()!);
        await OkAsync(token, "GET", Search);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host.As(Admin), "DELETE", Tokens, new { token_id = created.GetProperty("token").GetProperty("id").GetInt64() }));
        await OkAsync(user, "DELETE", Tokens + "?token_id=" + created.GetProperty("token").GetProperty("id"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token, "GET", Search));
    }

    [Fact]
    public async Task A_token_ends_when_it_said()
    {
        var clock = new MovedClock();
        await using var host = await StartAsync("READ", clock);
        var user = await host.AddAsync("ada");
        var token = host.With((await OkAsync(user, "POST", Tokens, new { name = "t", scope = "read", expires_in_days = 30 })).GetProperty("secret").GetString()!);
        clock.Now += TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1);
        await OkAsync(token, "GET", Search);
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token, "GET", Search));
    }

    [Fact]
    public async Task A_list_of_tokens_tells_everything_but_the_secrets()
    {
        await using var host = await StartAsync("READ");
        var user = await host.AddAsync("ada");
        var secret = await TokenAsync(user, "ci", "write", "default");
        await OkAsync(host.With(secret), "GET", Search);
        var list = await OkAsync(user, "GET", Tokens);
        var token = list.GetProperty("tokens")[0];
        Assert.Equal(("ci", "write", "default"), (token.GetProperty("name").GetString(), token.GetProperty("scope").GetString(), token.GetProperty("workspace").GetString()));
        Assert.NotEqual(JsonValueKind.Null, token.GetProperty("last_used_time").ValueKind);
        Assert.DoesNotContain(secret, list.GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await OkAsync(host.As(Admin), "GET", Tokens)).GetProperty("tokens").EnumerateArray());
    }

    [Theory]
    [InlineData("", "read", null, null)]
    [InlineData("t", "all", null, null)]
    [InlineData("t", "read", "../x", null)]
    [InlineData("t", "read", null, 0)]
    [InlineData("t", "read", null, 366)]
    public async Task A_token_that_cannot_be_is_not_made(string name, string scope, string? workspace, int? days)
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host.As(Admin), "POST", Tokens, new { name, scope, workspace, expires_in_days = days }));
    }

    [Fact]
    public async Task Neither_passwords_nor_tokens_lie_in_the_database()
    {
        await using var host = await StartAsync();
        var secret = await TokenAsync(host.As(Admin), "t", "read");
        Assert.StartsWith("mlops_pat_", secret, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(host.Host.DataFolder, "mlops.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Stop);
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)));
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Password)));
        }
    }

    [Fact]
    public async Task The_check_of_an_unknown_name_hashes_too()
    {
        await using var host = await StartAsync();
        using var guesses = new GuessLimit(TimeProvider.System);
        var users = host.Host.Services.GetRequiredService<IUserStore>();
        using var directory = new CallerDirectory(users, host.Host.Services.GetRequiredService<IAccessTokenStore>(), host.Host.Services.GetRequiredService<IPermissionStore>(), TimeProvider.System);
        using var passwords = new PasswordCheck(directory, users, guesses, TimeProvider.System);
        Assert.Null(await passwords.FindAsync("nobody", Password, null, Stop));
        Assert.Null(await passwords.FindAsync(Admin, "a wrong password", null, Stop));
        Assert.Equal(2, passwords.Hashed);
    }

    [Fact]
    public async Task A_host_without_an_administrator_does_not_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(configure: options => options.AdminUsername = ""));
        Assert.StartsWith("Refusing to start", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => StartAsync(configure: options => options.AdminPassword = "short"));
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => StartAsync("ALL"));
    }

    [Fact]
    public async Task The_configured_password_is_for_the_first_start_only()
    {
        using var folder = new TestFolder();
        await using (var first = await StartAsync(folder: folder))
        {
            await OkAsync(first.As(Admin), "PATCH", "/api/2.0/mlflow/users/update-password", new { username = Admin, password = "the second password", current_password = Password });
        }

        await using var second = await StartAsync(folder: folder);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second.As(Admin), "GET", Search));
        await OkAsync(second.As(Admin, "the second password"), "GET", Search);
    }

    private static async Task<string> TokenAsync(HttpClient client, string name, string scope, string? workspace = null) =>
        (await OkAsync(client, "POST", Tokens, new { name, scope, workspace })).GetProperty("secret").GetString()!;

    private static async Task<string> NameAsync(HttpClient client) =>
        (await OkAsync(client, "GET", "/api/2.0/mlflow/users/current")).GetProperty("user").GetProperty("username").GetString()!;
}
