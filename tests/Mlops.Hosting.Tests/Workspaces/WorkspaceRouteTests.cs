using System.Net;
using System.Text.Json;
using Mlops.Hosting.Tests.Access;
using Mlops.Hosting.Workspaces;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Workspaces;

/// <summary>Workspaces as MLflow's clients know them.</summary>
public sealed class WorkspaceRouteTests
{
    private const string Base = "/api/3.0/mlflow/workspaces";
    private const string Experiments = "/api/2.0/mlflow/experiments/";

    [Fact]
    public async Task A_workspace_is_created_read_changed_listed_and_deleted()
    {
        await using var host = await StartAsync();
        var admin = host.As(Admin);
        using (var created = await SendAsync(admin, "POST", Base, new { name = "team", description = "ours" }))
        {
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(admin, "POST", Base, new { name = "team" }));
        Assert.Equal("ours", (await OkAsync(admin, "GET", Base + "/team")).GetProperty("workspace").GetProperty("description").GetString());
        await OkAsync(admin, "PATCH", Base + "/team", new { description = "all of ours" });
        Assert.Equal(["default", "team"], await NamesAsync(admin));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(admin, "DELETE", Base + "/team?mode=RESTRICT"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, "GET", Base + "/team"));
        Assert.Equal(["default"], await NamesAsync(admin));
    }

    [Theory]
    [InlineData("POST", "", """{"name":"default"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "", """{"name":"../x"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "", """{"name":"a","default_artifact_root":"mlflow-artifacts:/../x"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "", "{}", HttpStatusCode.BadRequest)]
    [InlineData("PATCH", "/default", "{}", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/..%2Fx", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/unknown", null, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/default", null, HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "/unknown?mode=ALL", null, HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "/unknown?mode=CASCADE", null, HttpStatusCode.NotImplemented)]
    [InlineData("DELETE", "/unknown", null, HttpStatusCode.NotFound)]
    public async Task Mistakes_are_the_callers(string method, string path, string? message, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        Assert.Equal(status, await StatusAsync(host.As(Admin), method, Base + path, message is null ? null : JsonDocument.Parse(message).RootElement));
    }

    [Fact]
    public async Task A_project_is_known_by_its_path_and_by_a_name_that_clients_accept()
    {
        await using var host = await StartAsync();
        var admin = host.As(Admin);
        await OkAsync(admin, "POST", "/mlflow/group/project/tracking" + Experiments + "create", new { name = "e" });
        var name = WorkspaceName.ForClients("group/project");
        Assert.Equal(["default", name], await NamesAsync(admin));
        foreach (var known in (string[])[name, "group%2Fproject"])
        {
            Assert.Equal("group/project", (await OkAsync(admin, "GET", $"{Base}/{known}")).GetProperty("workspace").GetProperty("description").GetString());
        }

        foreach (var known in (string[])[name, "group/project"])
        {
            var client = host.As(Admin);
            client.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", known);
            await OkAsync(client, "GET", Experiments + "get-by-name?experiment_name=e");
        }

        await host.AddAsync("ada", "READ", name);
        await OkAsync(host.As("ada"), "GET", "/mlflow/group/project/tracking" + Experiments + "get-by-name?experiment_name=e");
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(admin, "DELETE", $"{Base}/{name}"));
    }

    [Fact]
    public async Task A_list_shows_what_its_caller_may_read_and_managers_change_theirs_alone()
    {
        await using var host = await StartAsync();
        foreach (var path in (string[])["one", "two", "three"])
        {
            await OkAsync(host.As(Admin), "POST", Base, new { name = path });
        }

        var ada = await host.AddAsync("ada", "MANAGE", "one");
        await host.GrantAsync("ada", "READ", "two");
        Assert.Equal(["one", "two"], await NamesAsync(ada));
        Assert.Empty(await NamesAsync(await host.AddAsync("nobody")));
        await OkAsync(ada, "PATCH", Base + "/one", new { description = "d" });
        await OkAsync(ada, "GET", Base + "/two");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "PATCH", Base + "/two", new { description = "d" }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "DELETE", Base + "/two"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Base + "/three"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Base + "/no-such"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", Base, new { name = "four" }));
    }

    [Fact]
    public async Task A_header_does_not_lend_its_access_to_a_workspace_in_the_path()
    {
        await using var host = await StartAsync();
        await OkAsync(host.As(Admin), "POST", Base, new { name = "two" });
        var ada = await host.AddAsync("ada", "MANAGE", "one");
        ada.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "one");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Base + "/two"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "DELETE", Base + "/two"));
    }

    [Fact]
    public async Task Without_users_everything_is_there_too()
    {
        await using var host = await TestHost.StartAsync();
        await host.PostAsync(Base, new { name = "team" });
        Assert.Equal(2, (await host.GetAsync(Base)).GetProperty("workspaces").GetArrayLength());
    }

    private static async Task<string[]> NamesAsync(HttpClient client)
    {
        var answer = await OkAsync(client, "GET", Base);
        return answer.TryGetProperty("workspaces", out var list) ? [.. list.EnumerateArray().Select(item => item.GetProperty("name").GetString()!)] : [];
    }
}
