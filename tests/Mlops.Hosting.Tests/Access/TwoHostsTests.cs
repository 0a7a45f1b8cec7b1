using System.Net;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Tests.Traces;
using Mlops.Tests.PostgreSql;
using Mlops.Tracking.Access;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>A change on one host of a database counts there at once and on the other within five seconds.</summary>
public sealed class TwoHostsTests : IAsyncDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private const string Search = Api + "experiments/search?max_results=1";
    private readonly MovedClock _clock = new();
    private readonly TestFolder _folder = new();
    private UserHost? _first, _second;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in (UserHost?[])[_second, _first])
        {
            if (host is not null)
            {
                await host.DisposeAsync();
            }
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_changed_permission_in_a_workspace(string engine)
    {
        var (first, second) = await StartAsync(engine);
        var here = await first.AddAsync("ada", "EDIT");
        var there = second.As("ada");
        await OkAsync(there, "GET", Search);
        await first.GrantAsync("ada", "NO_PERMISSIONS");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(here, "GET", Search));
        await OkAsync(there, "GET", Search);
        Pass();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(there, "GET", Search));
        await first.GrantAsync("ada", "EDIT");
        await OkAsync(there, "POST", Api + "experiments/create", new { name = "e" });
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_changed_permission_on_an_experiment(string engine)
    {
        var (first, second) = await StartAsync(engine);
        var experiment = (await OkAsync(first.As(Admin), "POST", Api + "experiments/create", new { name = "e" })).GetProperty("experiment_id").GetString();
        await first.AddAsync("ada");
        var there = second.As("ada");
        var get = Api + "experiments/get?experiment_id=" + experiment;
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(there, "GET", get));
        await OkAsync(first.As(Admin), "POST", Api + "experiments/permissions/create", new { experiment_id = experiment, username = "ada", permission = "READ" });
        await OkAsync(there, "GET", get);
        await OkAsync(first.As(Admin), "DELETE", Api + "experiments/permissions/delete", new { experiment_id = experiment, username = "ada" });
        Pass();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(there, "GET", get));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Nobody_is_refused_by_what_was_known_before(string engine)
    {
        var (first, second) = await StartAsync(engine);
        var (here, there) = (await first.AddAsync("ada", "USE"), second.As("ada"));
        await OkAsync(there, "GET", Search);

        // Whoever creates an experiment on one host logs to it on another.
        var own = (await OkAsync(here, "POST", Api + "experiments/create", new { name = "own" })).GetProperty("experiment_id").GetString();
        await OkAsync(there, "POST", Api + "runs/create", new { experiment_id = own });
        await OkAsync(there, "POST", "/v1/traces", Export(own!));
        await OkAsync(there, "POST", "/graphql", new { query = $"query T {{ mlflowGetExperiment(input: {{experimentId: \"{own}\"}}) {{ experiment {{ name }} }} }}" });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(there, "POST", "/v1/traces", Export("1" + own)));

        // What is closed leaves no page empty once it is open.
        await first.GrantAsync("ada", "NO_PERMISSIONS");
        Pass();
        Assert.Equal(["own"], await FindAsync());
        await first.GrantAsync("ada", "READ");
        Assert.Equal(["Default", "own"], await FindAsync());

        // Nor is anybody by the routes about users.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(there, "GET", Api + "users/list"));
        await OkAsync(first.As(Admin), "PATCH", Api + "users/update-admin", new { username = "ada", is_admin = true });
        await OkAsync(there, "GET", Api + "users/list");

        async Task<IEnumerable<string?>> FindAsync() => (await OkAsync(there, "GET", Api + "experiments/search?max_results=9"))
            .GetProperty("experiments").EnumerateArray().Select(experiment => experiment.GetProperty("name").GetString()).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_new_password_need_not_wait(string engine)
    {
        var (first, second) = await StartAsync(engine);
        await first.AddAsync("ada", "READ");
        await OkAsync(second.As("ada"), "GET", Search);
        await OkAsync(first.As(Admin), "PATCH", Api + "users/update-password", new { username = "ada", password = "the second password" });
        await OkAsync(second.As("ada", "the second password"), "GET", Search);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second.As("ada"), "GET", Search));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_revoked_token(string engine)
    {
        var (first, second) = await StartAsync(engine);
        var ada = await first.AddAsync("ada", "READ");
        var created = await OkAsync(ada, "POST", Api + "users/tokens", new { name = "t", scope = "read" });
        var secret = created.GetProperty("secret").GetString()!;
        var (here, there) = (first.With(secret), second.With(secret));
        await OkAsync(here, "GET", Search);
        await OkAsync(there, "GET", Search);
        await OkAsync(ada, "DELETE", Api + "users/tokens", new { token_id = created.GetProperty("token").GetProperty("id").GetInt64() });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(here, "GET", Search));
        await OkAsync(there, "GET", Search);
        Pass();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(there, "GET", Search));
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_deleted_user_and_one_with_another_password(string engine)
    {
        var (first, second) = await StartAsync(engine);
        await first.AddAsync("ada", "READ");
        await first.AddAsync("bob", "READ");
        var token = second.With((await OkAsync(first.As("ada"), "POST", Api + "users/tokens", new { name = "t", scope = "read" })).GetProperty("secret").GetString()!);
        HttpClient[] clients = [second.As("ada"), token, second.As("bob")];
        foreach (var client in clients)
        {
            await OkAsync(client, "GET", Search);
        }

        await OkAsync(first.As(Admin), "DELETE", Api + "users/delete", new { username = "ada" });
        await OkAsync(first.As(Admin), "PATCH", Api + "users/update-password", new { username = "bob", password = "the second password" });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first.As("ada"), "GET", Search));
        Pass();
        foreach (var client in clients)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "GET", Search));
        }

        await OkAsync(second.As("bob", "the second password"), "GET", Search);
    }

    [Fact]
    public async Task A_new_user_need_not_wait()
    {
        var (first, second) = await StartAsync("SQLite");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second.As("ada"), "GET", Search));
        await first.AddAsync("ada", "READ");
        await OkAsync(second.As("ada"), "GET", Search);
    }

    [Fact]
    public async Task What_was_read_before_a_change_is_not_kept_after_it()
    {
        var slow = new SlowTokens();
        using var directory = new CallerDirectory(null!, slow, null!, _clock);
        var reading = directory.FindTokenAsync([1], Stop);
        directory.Forget();
        slow.Answer.SetResult(new OwnedToken(new AccessToken(1, "t", TokenScope.Read, null, 0, 1, null), new User(1, "ada", false)));
        Assert.NotNull(await reading);
        slow.Answer = new TaskCompletionSource<OwnedToken?>();
        slow.Answer.SetResult(null);
        Assert.Null(await directory.FindTokenAsync([1], Stop));
    }

    [Fact]
    public async Task Whoever_floods_the_server_with_what_is_refused_waits_in_line()
    {
        var slow = new SlowPermissions();
        using var directory = new CallerDirectory(null!, null!, slow, _clock);
        var first = directory.RefreshCallerAsync(1, Stop).AsTask();
        var others = Enumerable.Range(0, 50).Select(_ => directory.RefreshCallerAsync(1, Stop).AsTask()).ToArray();
        Assert.Equal(1, slow.Reads);
        var before = slow.Answer;
        slow.Answer = new TaskCompletionSource<CallerPermissions?>();
        before.SetResult(Of(Permission.None));
        Assert.Equal(Permission.None, (await first)!.Workspaces[""]);

        // What was read for the first may be from before the others asked.
        Assert.All(others, other => Assert.False(other.IsCompleted));
        slow.Answer.SetResult(Of(Permission.Edit));
        Assert.All(await Task.WhenAll(others), caller => Assert.Equal(Permission.Edit, caller!.Workspaces[""]));
        Assert.Equal(2, slow.Reads);
        Assert.Equal(Permission.Edit, (await directory.FindCallerAsync(1, Stop))!.Workspaces[""]);
        Assert.Equal(2, slow.Reads);

        static CallerPermissions Of(Permission permission) => new(
            new User(1, "ada", false), new Dictionary<string, Permission> { [""] = permission }, new Dictionary<string, PermissionRange>(), new Dictionary<string, PermissionRange>());
    }

    private void Pass() => _clock.Now += CallerDirectory.Freshness;

    private async Task<(UserHost First, UserHost Second)> StartAsync(string engine)
    {
        var database = engine == "SQLite" ? null : await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        _first = await UserHost.StartAsync(time: _clock, folder: _folder, database: database);
        _second = await UserHost.StartAsync(time: _clock, folder: _folder, database: database);
        return (_first, _second);
    }

    private static ByteArrayContent Export(string experiment)
    {
        var content = new ByteArrayContent(TraceCalls.Export("tr-" + Guid.NewGuid().ToString("N"), "00000000000000ab"));
        content.Headers.Add("Content-Type", "application/json");
        content.Headers.Add("x-mlflow-experiment-id", experiment);
        return content;
    }

    private sealed class SlowPermissions : IPermissionStore
    {
        public int Reads { get; private set; }

        public TaskCompletionSource<CallerPermissions?> Answer { get; set; } = new();

        public async ValueTask<CallerPermissions?> GetCallerAsync(long userId, CancellationToken cancellationToken)
        {
            Reads++;
            return await Answer.Task.WaitAsync(cancellationToken);
        }

        public ValueTask<Permission> GetLowestAsync(string workspace, ResourceReader reader, NamedResources named, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ResourcePermission> CreateAsync(string workspace, ResourceKind kind, string resource, string username, Permission permission, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SetManagerAsync(string workspace, ResourceKind kind, string resource, long userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ResourcePermission> GetAsync(string workspace, ResourceKind kind, string resource, string username, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask UpdateAsync(string workspace, ResourceKind kind, string resource, string username, Permission? permission, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ResourcePermission>> ListAsync(ResourceKind kind, long userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<WorkspacePermission> SetWorkspaceAsync(string workspace, string username, Permission? permission, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<WorkspacePermission>> ListWorkspaceAsync(string workspace, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<WorkspacePermission>> ListUserWorkspacesAsync(string username, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class SlowTokens : IAccessTokenStore
    {
        public TaskCompletionSource<OwnedToken?> Answer { get; set; } = new();

        public async ValueTask<OwnedToken?> FindAsync(byte[] secretHash, CancellationToken cancellationToken) => await Answer.Task.WaitAsync(cancellationToken);

        public ValueTask<AccessToken> CreateAsync(long userId, NewAccessToken token, byte[] secretHash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<AccessToken>> ListAsync(long userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DeleteAsync(long userId, long tokenId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask TouchAsync(long tokenId, long at, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
