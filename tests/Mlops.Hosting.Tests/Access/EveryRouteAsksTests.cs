using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mlops.Hosting.Access;
using Mlops.Hosting.Tests.Tracking;

namespace Mlops.Hosting.Tests.Access;

/// <summary>With users switched on no route is open, whoever adds it.</summary>
public sealed class EveryRouteAsksTests
{
    private static readonly string[] Open = ["/ajax-api/3.0/mlflow/server-info", "/api/3.0/mlflow/server-info", "/health", "/health/ready", "/version"];

    // These name nothing and tell nothing; GraphQL asks per field, see GraphQlAccessTests.
    private static readonly string[] OpenToGuests = ["/graphql", "mlflow/ui-telemetry", "mlflow/gateway-proxy", "mlflow/unified-traces", "mlflow/get-online-trace-details"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_not_signed_in_gets_nowhere()
    {
        await using var host = await UserHost.StartAsync("MANAGE");
        var anonymous = host.Anonymous();
        var open = new List<string>();
        foreach (var route in Routes(host))
        {
            using var answer = await SendAsync(anonymous, route);
            if (answer.IsSuccessStatusCode)
            {
                open.Add(route.Pattern);
                continue;
            }

            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{route}: {answer.StatusCode}");
            Assert.Equal(["Basic", "Bearer"], answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
            Assert.StartsWith("realm=\"mlflow\"", answer.Headers.WwwAuthenticate.First().Parameter, StringComparison.Ordinal);
            if (route.Method != HttpMethod.Head)
            {
                Assert.Equal("UNAUTHENTICATED", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error_code").GetString());
            }
        }

        Assert.Equal(Open, open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_user_without_permissions_gets_nowhere_in_any_workspace()
    {
        await using var host = await UserHost.StartAsync();
        var nobody = await host.AddAsync("nobody");
        foreach (var route in Routes(host).Where(route => route.Access != AccessLevel.None))
        {
            using var answer = await SendAsync(nobody, route);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_reader_changes_nothing_by_any_route()
    {
        await using var host = await UserHost.StartAsync();
        var reader = await host.AddAsync("reader", "READ");
        foreach (var route in Routes(host).Where(route => route.Access != AccessLevel.None))
        {
            using var answer = await SendAsync(reader, route with { Pattern = route.Pattern.Replace("{workspace_name}", "default", StringComparison.Ordinal) });
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden == (route.Access > AccessLevel.Read), $"{route}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Single_permissions_open_no_route_for_what_they_do_not_cover()
    {
        await using var host = await UserHost.StartAsync();
        var guest = await host.AddAsync("guest");
        var admin = host.As(UserHost.Admin);
        var own = (await UserHost.OkAsync(admin, "POST", "/api/2.0/mlflow/experiments/create", new { name = "own" })).GetProperty("experiment_id").GetString();
        await UserHost.OkAsync(admin, "POST", "/api/2.0/mlflow/experiments/permissions/create", new { experiment_id = own, username = "guest", permission = "MANAGE" });
        await UserHost.OkAsync(admin, "POST", "/api/2.0/mlflow/registered-models/create", new { name = "m" });
        await UserHost.OkAsync(admin, "POST", "/api/2.0/mlflow/registered-models/permissions/create", new { name = "m", username = "guest", permission = "MANAGE" });
        foreach (var route in Routes(host).Where(route => route.Access != AccessLevel.None && !route.Pattern.EndsWith("/search", StringComparison.Ordinal)
            && !OpenToGuests.Any(open => route.Pattern.EndsWith(open, StringComparison.Ordinal))))
        {
            using var answer = await SendAsync(guest, route);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Routes_about_users_are_for_administrators_or_oneself()
    {
        await using var host = await UserHost.StartAsync("MANAGE");
        var user = await host.AddAsync("user");
        await host.AddAsync("other");

        // Routes about roles are for managers of workspaces too, see RoleTests.
        string[] own = ["users/current", "users/tokens", "workspace-permissions", "users/get", "mlflow/workspaces"];
        foreach (var route in MlflowRoute.All(host.Host.Endpoints).Where(route =>
            route.Method is not null && route.Access == AccessLevel.None && !Open.Contains(route.Pattern) && !route.Pattern.Contains("/roles/", StringComparison.Ordinal) && !own.Any(name => route.Pattern.EndsWith(name, StringComparison.Ordinal))))
        {
            using var answer = await SendAsync(user, route with { Pattern = route.Pattern.Replace("{workspace_pattern}", "*", StringComparison.Ordinal) }, new { username = "other", password = "another password" });
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route}: {answer.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.Forbidden, await UserHost.StatusAsync(user, "GET", "/api/2.0/mlflow/users/get?username=other"));
        Assert.Equal(HttpStatusCode.Forbidden, await UserHost.StatusAsync(user, "GET", "/api/3.0/mlflow/workspace-permissions?username=other"));
    }

    [Fact]
    public async Task There_are_no_forms()
    {
        await using var host = await UserHost.StartAsync();
        foreach (var (method, path) in ((string, string)[])[("GET", "/signup"), ("POST", "/api/2.0/mlflow/users/create-ui")])
        {
            Assert.Equal(HttpStatusCode.NotFound, await UserHost.StatusAsync(host.As(UserHost.Admin), method, path));
        }
    }

    private static IEnumerable<MlflowRoute> Routes(UserHost host) => MlflowRoute.All(host.Host.Endpoints).Where(route => route.Method is not null);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, MlflowRoute route, object? message = null) => UserHost.SendAsync(
        client, route.Method!.Method, route.Path,
        route.Method == HttpMethod.Get || route.Method == HttpMethod.Head ? null : message ?? new { name = "x", run_id = "x" });
}
