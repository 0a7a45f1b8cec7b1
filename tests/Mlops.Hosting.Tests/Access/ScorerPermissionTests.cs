using System.Net;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>A scorer may have a permission of its own; without one it follows its experiment.</summary>
public sealed class ScorerPermissionTests
{
    private const string V3 = "/api/3.0/mlflow/scorers/";

    [Fact]
    public async Task A_permission_is_managed_as_the_client_does()
    {
        await using var host = await UserHost.StartAsync();
        var (admin, ada) = (host.As(Admin), await host.AddAsync("ada"));
        var id = await ArrangeAsync(host);
        var of = $"experiment_id={id}&scorer_name=s&username=ada";
        var created = await OkAsync(admin, "POST", V3 + "permissions/create", new { experiment_id = id, scorer_name = "s", username = "ada", permission = "READ" });
        Assert.Equal(("s", "READ"), (created.GetProperty("scorer_permission").GetProperty("scorer_name").GetString(), created.GetProperty("scorer_permission").GetProperty("permission").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", V3 + "permissions/get?" + of));
        await OkAsync(admin, "PATCH", V3 + "permissions/update", new { experiment_id = id, scorer_name = "s", username = "ada", permission = "MANAGE" });
        await OkAsync(ada, "GET", V3 + "permissions/get?" + of);
        var own = (await OkAsync(ada, "GET", "/api/2.0/mlflow/users/get?username=ada")).GetProperty("user").GetProperty("scorer_permissions");
        Assert.Equal(("s", "MANAGE"), (own[0].GetProperty("scorer_name").GetString(), own[0].GetProperty("permission").GetString()));
        await OkAsync(admin, "DELETE", V3 + "permissions/delete", new { experiment_id = id, scorer_name = "s", username = "ada" });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, "GET", V3 + "permissions/get?" + of));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(admin, "POST", V3 + "permissions/create", new { experiment_id = id, scorer_name = "t", username = "ada", permission = "READ" }));
    }

    [Theory]
    [InlineData("NO_PERMISSIONS", "READ")]
    [InlineData("NO_PERMISSIONS", "EDIT")]
    [InlineData("READ", "NO_PERMISSIONS")]
    [InlineData("READ", "EDIT")]
    [InlineData("EDIT", "NO_PERMISSIONS")]
    public async Task Its_own_permission_counts_in_place_of_its_experiments(string onExperiment, string onScorer)
    {
        await using var host = await UserHost.StartAsync();
        var ada = await host.AddAsync("ada");
        var id = await ArrangeAsync(host);
        await OkAsync(host.As(Admin), "POST", V3 + "register", new { experiment_id = id, name = "plain", serialized_scorer = "{}" });
        await OkAsync(host.As(Admin), "POST", "/api/2.0/mlflow/experiments/permissions/create", new { experiment_id = id, username = "ada", permission = onExperiment });
        await OkAsync(host.As(Admin), "POST", V3 + "permissions/create", new { experiment_id = id, scorer_name = "s", username = "ada", permission = onScorer });
        await AllowsAsync(ada, onScorer,
        [
            ("GET", $"{V3}get?experiment_id={id}&name=s", null, false),
            ("GET", $"{V3}versions?experiment_id={id}&name=s", null, false),
        ]);
        await AllowsAsync(ada, onExperiment,
        [
            ("GET", $"{V3}get?experiment_id={id}&name=plain", null, false),
            ("GET", $"{V3}list?experiment_id={id}", null, false),
            ("GET", $"{V3}list?experiment_id={id}&name=s&scorer_name=s", null, false),
            ("GET", $"{V3}get?experiment_id={id}&name=plain&scorer_name=plain", null, false),
            ("POST", V3 + "register", new { experiment_id = id, name = "new", serialized_scorer = "{}" }, true),
        ]);
        if (onExperiment != "NO_PERMISSIONS")
        {
            var listed = (await OkAsync(ada, "GET", $"{V3}list?experiment_id={id}")).GetProperty("scorers").EnumerateArray().Select(scorer => scorer.GetProperty("scorer_name").GetString());
            Assert.Equal(onScorer != "NO_PERMISSIONS", listed.Contains("s"));
        }

        // What the route does not read neither opens nor closes anything.
        Assert.Equal(onExperiment != "NO_PERMISSIONS" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", $"{V3}get?experiment_id={id}&name=plain&scorer_name=s"));

        // A new version needs both.
        var registers = onExperiment == "EDIT" && onScorer == "EDIT";
        Assert.Equal(registers ? HttpStatusCode.OK : HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", V3 + "register", new { experiment_id = id, name = "s", serialized_scorer = "{}" }));
        Assert.Equal(onScorer == "EDIT" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, await StatusAsync(ada, "DELETE", V3 + "delete", new { experiment_id = id, name = "s" }));
    }

    [Fact]
    public async Task Whoever_registers_a_scorer_first_manages_it()
    {
        await using var host = await UserHost.StartAsync();
        var (ada, bob) = (await host.AddAsync("ada", "EDIT"), await host.AddAsync("bob", "EDIT"));
        var id = await ArrangeAsync(host);
        await OkAsync(ada, "POST", V3 + "register", new { experiment_id = id, name = "own", serialized_scorer = "{}" });
        await OkAsync(bob, "POST", V3 + "register", new { experiment_id = id, name = "own", serialized_scorer = "{}" });
        await OkAsync(ada, "POST", V3 + "permissions/create", new { experiment_id = id, scorer_name = "own", username = "bob", permission = "READ" });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bob, "DELETE", V3 + "delete", new { experiment_id = id, name = "own" }));
        await OkAsync(ada, "DELETE", V3 + "delete", new { experiment_id = id, name = "own" });
    }

    private static async Task<string> ArrangeAsync(UserHost host)
    {
        var id = (await OkAsync(host.As(Admin), "POST", "/api/2.0/mlflow/experiments/create", new { name = "e" })).GetProperty("experiment_id").GetString()!;
        await OkAsync(host.As(Admin), "POST", V3 + "register", new { experiment_id = id, name = "s", serialized_scorer = "{}" });
        return id;
    }
}
