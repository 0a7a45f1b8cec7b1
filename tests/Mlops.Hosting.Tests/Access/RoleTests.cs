using System.Net;
using System.Text.Json;
using Mlops.Hosting.Tests.Tracking;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Roles as MLflow's auth client manages them, and what they open.</summary>
public sealed class RoleTests
{
    private const string V2 = "/api/2.0/mlflow/";
    private const string V3 = "/api/3.0/mlflow/";

    [Fact]
    public async Task A_role_is_managed_as_the_client_does()
    {
        await using var host = await UserHost.StartAsync();
        var admin = host.As(Admin);
        await host.AddAsync("ada");
        var role = (await OkAsync(admin, "POST", V3 + "roles/create", new { name = "readers", workspace = "team/project" })).GetProperty("role");
        var id = role.GetProperty("id").GetInt64();
        Assert.Equal($$"""{"id":{{id}},"name":"readers","workspace":"team/project","description":null,"permissions":[]}""", role.GetRawText());
        var permission = (await OkAsync(admin, "POST", V3 + "roles/permissions/add", new { role_id = id, resource_type = "experiment", resource_pattern = "*", permission = "READ" }))
            .GetProperty("role_permission");
        var permissionId = permission.GetProperty("id").GetInt64();
        Assert.Equal($$"""{"id":{{permissionId}},"role_id":{{id}},"resource_type":"experiment","resource_pattern":"*","permission":"READ"}""", permission.GetRawText());
        var changed = await OkAsync(admin, "PATCH", V3 + "roles/permissions/update", new { role_permission_id = permissionId, permission = "EDIT" });
        Assert.Equal("EDIT", changed.GetProperty("role_permission").GetProperty("permission").GetString());
        Assert.Equal("for all", (await OkAsync(admin, "PATCH", "/ajax-api/3.0/mlflow/roles/update", new { role_id = id, description = "for all" })).GetProperty("role").GetProperty("description").GetString());
        Assert.Equal(1, (await OkAsync(admin, "GET", $"{V3}roles/get?role_id={id}")).GetProperty("role").GetProperty("permissions").GetArrayLength());
        Assert.Equal(1, (await OkAsync(admin, "GET", $"{V3}roles/permissions/list?role_id={id}")).GetProperty("role_permissions").GetArrayLength());
        Assert.Equal(1, (await OkAsync(admin, "GET", $"{V3}roles/list?workspace=team/project")).GetProperty("roles").GetArrayLength());
        Assert.Equal(1, (await OkAsync(admin, "GET", $"{V3}roles/list")).GetProperty("roles").GetArrayLength());
        var assignment = (await OkAsync(admin, "POST", V3 + "roles/assign", new { username = "ada", role_id = id })).GetProperty("assignment");
        Assert.Equal(id, assignment.GetProperty("role_id").GetInt64());
        Assert.Equal(assignment.GetRawText(), Assert.Single((await OkAsync(admin, "GET", $"{V3}roles/users/list?role_id={id}")).GetProperty("assignments").EnumerateArray()).GetRawText());
        Assert.Equal(1, (await OkAsync(host.As("ada"), "GET", $"{V3}users/roles/list?username=ada")).GetProperty("roles").GetArrayLength());
        await OkAsync(admin, "DELETE", V3 + "roles/unassign", new { username = "ada", role_id = id });
        await OkAsync(admin, "DELETE", V3 + "roles/permissions/remove", new { role_permission_id = permissionId });
        await OkAsync(admin, "DELETE", $"{V3}roles/delete?role_id={id}");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, "GET", $"{V3}roles/get?role_id={id}"));
    }

    [Theory]
    [InlineData("GET", "roles/get?role_id=999", null, "Role with id=999 not found")]
    [InlineData("GET", "roles/users/list?role_id=999", null, "Role with id=999 not found")]
    [InlineData("POST", "roles/assign", """{"username":"ada","role_id":999}""", "Role with id=999 not found")]
    [InlineData("PATCH", "roles/permissions/update", """{"role_permission_id":999,"permission":"READ"}""", "Role permission with id=999 not found")]
    [InlineData("DELETE", "roles/permissions/remove", """{"role_permission_id":999}""", "Role permission with id=999 not found")]
    public async Task What_does_not_exist_is_named_to_administrators_as_MLflow_names_it(string method, string path, string? message, string expected)
    {
        await using var host = await UserHost.StartAsync();
        await host.AddAsync("ada");
        using var content = message is null ? null : new StringContent(message, System.Text.Encoding.UTF8, "application/json");
        using var response = await SendAsync(host.As(Admin), method, V3 + path, content);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"\"message\":\"{expected}\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "roles/create", """{"name":" ","workspace":"default"}""")]
    [InlineData("POST", "roles/create", """{"name":"r"}""")]
    [InlineData("POST", "roles/create", """{"name":"r","workspace":"group/*"}""")]
    [InlineData("PATCH", "roles/update", """{"role_id":ROLE}""")]
    [InlineData("PATCH", "roles/update", """{"role_id":"x","name":"n"}""")]
    [InlineData("POST", "roles/permissions/add", """{"role_id":ROLE,"resource_type":"run","resource_pattern":"*","permission":"READ"}""")]
    [InlineData("POST", "roles/permissions/add", """{"role_id":ROLE,"resource_type":"workspace","resource_pattern":"7","permission":"READ"}""")]
    [InlineData("POST", "roles/permissions/add", """{"role_id":ROLE,"resource_type":"experiment","resource_pattern":"name","permission":"READ"}""")]
    [InlineData("POST", "roles/permissions/add", """{"role_id":ROLE,"resource_type":"scorer","resource_pattern":"name","permission":"READ"}""")]
    [InlineData("POST", "roles/permissions/add", """{"role_id":ROLE,"resource_type":"experiment","resource_pattern":"*","permission":"ALL"}""")]
    public async Task What_makes_no_sense_is_refused(string method, string path, string message)
    {
        await using var host = await UserHost.StartAsync();
        var role = await AddRoleAsync(host, "default");
        using var content = new StringContent(message.Replace("ROLE", role.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host.As(Admin), method, V3 + path, content));
    }

    [Fact]
    public async Task Routes_about_roles_are_for_who_manages_their_workspace_and_reading_for_who_has_one_there()
    {
        await using var host = await UserHost.StartAsync();
        var (stranger, manager, member) = (await host.AddAsync("stranger", "EDIT", "a/b"), await host.AddAsync("manager", "MANAGE", "a/b"), await host.AddAsync("member"));
        var role = await AddRoleAsync(host, "a/b", ("workspace", "*", "READ"));
        var permission = (await OkAsync(manager, "GET", $"{V3}roles/get?role_id={role}")).GetProperty("role").GetProperty("permissions")[0].GetProperty("id").GetInt64();
        await OkAsync(manager, "POST", V3 + "roles/assign", new { username = "member", role_id = role });
        var message = new { role_id = role, role_permission_id = permission, workspace = "a/b", name = "n", username = "stranger", resource_type = "experiment", resource_pattern = "*", permission = "MANAGE" };
        var routes = MlflowRoute.All(host.Host.Endpoints).Where(route => route.Method is not null && route.Pattern.Contains("/roles/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(26, routes.Length);
        foreach (var route in routes)
        {
            var isRead = route.Method == HttpMethod.Get;
            var path = isRead ? $"{route.Path}?role_id={role}&workspace=a/b&username=manager" : route.Path;
            Assert.True(await StatusAsync(stranger, route.Method!.Method, path, isRead ? null : message) == HttpStatusCode.Forbidden, $"{route}");
            var byMember = await StatusAsync(member, route.Method!.Method, path, isRead ? null : message);
            Assert.True(byMember == (isRead && !route.Pattern.Contains("users/", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Forbidden), $"{route}: {byMember}");
        }

        // A manager gives and sees what is in the workspace, and nothing of another's.
        await OkAsync(manager, "POST", V3 + "roles/create", new { name = "mine", workspace = "a/b" });
        Assert.Equal(1, (await OkAsync(manager, "GET", $"{V3}users/roles/list?username=member")).GetProperty("roles").GetArrayLength());
        var elsewhere = await AddRoleAsync(host, "c/d");
        await OkAsync(host.As(Admin), "POST", V3 + "roles/assign", new { username = "member", role_id = elsewhere });
        Assert.Equal(1, (await OkAsync(manager, "GET", $"{V3}users/roles/list?username=member")).GetProperty("roles").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(manager, "POST", V3 + "roles/assign", new { username = "manager", role_id = elsewhere }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(manager, "DELETE", V3 + "roles/delete", new { role_id = 999 }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(manager, "GET", V3 + "roles/list"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(manager, "GET", $"{V3}users/roles/list?username=nobody"));
    }

    [Fact]
    public async Task A_role_opens_its_workspace()
    {
        await using var host = await UserHost.StartAsync();
        var ada = await host.AddAsync("ada");
        const string Api = "/mlflow/a/b/tracking" + V2;
        await OkAsync(host.As(Admin), "POST", Api + "experiments/create", new { name = "e" });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Api + "experiments/get-by-name?experiment_name=e"));
        await GiveAsync(host, "a/b", ("workspace", "*", "USE"));
        await OkAsync(ada, "GET", Api + "experiments/get-by-name?experiment_name=e");
        await OkAsync(ada, "POST", Api + "experiments/create", new { name = "own" });
        Assert.Contains((await OkAsync(ada, "GET", V3 + "workspaces")).GetProperty("workspaces").EnumerateArray(), workspace => workspace.GetProperty("description").GetString() == "a/b");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Search));
    }

    [Fact]
    public async Task A_role_opens_everything_of_a_kind_and_no_more()
    {
        await using var host = await UserHost.StartAsync();
        var ada = await host.AddAsync("ada");
        var id = await ArrangeAsync(host);
        await GiveAsync(host, "default", ("experiment", "*", "EDIT"));
        await OkAsync(ada, "POST", V2 + "runs/create", new { experiment_id = id });
        Assert.Equal(["m"], Names(await OkAsync(host.As(Admin), "GET", V2 + "registered-models/search"), "registered_models"));
        Assert.Empty((await OkAsync(ada, "GET", V2 + "registered-models/search")).EnumerateObject());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", V2 + "registered-models/get?name=m"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", V2 + "experiments/create", new { name = "new" }));
        Assert.Equal(["e", "Default"], Names(await OkAsync(ada, "GET", Search), "experiments"));
    }

    [Fact]
    public async Task A_role_opens_single_things_and_adds_to_what_is_given_directly()
    {
        await using var host = await UserHost.StartAsync();
        var ada = await host.AddAsync("ada");
        var id = await ArrangeAsync(host);
        var get = $"{V2}experiments/get?experiment_id={id}";
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", get));
        var role = await GiveAsync(host, "default", ("experiment", id, "READ"), ("registered_model", "m", "EDIT"));
        await OkAsync(ada, "GET", get);
        Assert.Equal(["e"], Names(await OkAsync(ada, "GET", Search), "experiments"));
        Assert.Equal(["m"], Names(await OkAsync(ada, "GET", V2 + "registered-models/search"), "registered_models"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", V2 + "runs/create", new { experiment_id = id }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", V2 + "experiments/get?experiment_id=0"));
        await host.GiveAsync(id, "m", "ada", "NO_PERMISSIONS");
        await OkAsync(ada, "GET", get);
        await OkAsync(ada, "PATCH", V2 + "registered-models/permissions/update", new { name = "m", username = "ada", permission = "READ" }, HttpStatusCode.Forbidden);
        await OkAsync(ada, "POST", V2 + "registered-models/set-tag", new { name = "m", key = "k", value = "v" });
        await OkAsync(host.As(Admin), "DELETE", V3 + "roles/unassign", new { username = "ada", role_id = role });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", get));
    }

    private const string Search = V2 + "experiments/search?max_results=9";

    private static async Task OkAsync(HttpClient client, string method, string path, object message, HttpStatusCode expected) =>
        Assert.Equal(expected, await StatusAsync(client, method, path, message));

    private static Task<JsonElement> OkAsync(HttpClient client, string method, string path, object? message = null) => UserHost.OkAsync(client, method, path, message);

    private static IEnumerable<string?> Names(JsonElement answer, string list) => answer.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("name").GetString());

    private static async Task<string> ArrangeAsync(UserHost host)
    {
        await OkAsync(host.As(Admin), "POST", V2 + "registered-models/create", new { name = "m" });
        return (await OkAsync(host.As(Admin), "POST", V2 + "experiments/create", new { name = "e" })).GetProperty("experiment_id").GetString()!;
    }

    private static async Task<long> GiveAsync(UserHost host, string workspace, params (string Type, string Pattern, string Permission)[] permissions)
    {
        var role = await AddRoleAsync(host, workspace, permissions);
        await OkAsync(host.As(Admin), "POST", V3 + "roles/assign", new { username = "ada", role_id = role });
        return role;
    }

    private static async Task<long> AddRoleAsync(UserHost host, string workspace, params (string Type, string Pattern, string Permission)[] permissions)
    {
        var role = (await OkAsync(host.As(Admin), "POST", V3 + "roles/create", new { name = "r", workspace })).GetProperty("role").GetProperty("id").GetInt64();
        foreach (var (type, pattern, permission) in permissions)
        {
            await OkAsync(host.As(Admin), "POST", V3 + "roles/permissions/add", new { role_id = role, resource_type = type, resource_pattern = pattern, permission });
        }

        return role;
    }
}
