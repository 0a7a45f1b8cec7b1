using System.Net.Http.Headers;
using CsCheck;
using Mlops.Hosting.Tests.Tracking;

namespace Mlops.Hosting.Tests.Access;

/// <summary>The routes about users, tokens, permissions and roles, which only a host with users has.</summary>
public sealed class FuzzedUserRequestTests
{
    private static readonly string[] s_subjects = ["/users/", "/roles/", "permissions"];

    [Fact]
    public async Task No_message_makes_a_route_about_users_fail()
    {
        await using var host = await UserHost.StartAsync();
        await host.AddAsync("guest");
        var admin = host.As(UserHost.Admin);
        await UserHost.OkAsync(admin, "POST", "/api/2.0/mlflow/registered-models/create", new { name = "m" });
        var run = await UserHost.OkAsync(admin, "POST", "/api/2.0/mlflow/runs/create", new { experiment_id = "0" });
        var message = new FuzzedMessage(run.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!);
        var routes = Routes(host).ToArray();
        Assert.InRange(routes.Length, 30, 100);
        foreach (var route in routes)
        {
            await Gen.Select(message.Body(route.Pattern), message.Query(route.Pattern)).SampleAsync(
                async sent =>
                {
                    using var content = new ByteArrayContent(sent.Item1);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var request = route.Method == HttpMethod.Get
                        ? new HttpRequestMessage(HttpMethod.Get, route.Path + sent.Item2)
                        : new HttpRequestMessage(route.Method!, route.Path) { Content = content };
                    await FuzzedRequestTests.IsTheCallersMistakeAsync(admin, request);
                },
                iter: 40, threads: 2, print: sent => $"{route}: {sent.Item2} {FuzzedMessage.Print(sent.Item1)}");
        }

        await UserHost.OkAsync(admin, "GET", "/api/2.0/mlflow/users/get?username=root");
    }

    private static IEnumerable<MlflowRoute> Routes(UserHost host) => MlflowRoute.All(host.Host.Endpoints)
        .Where(route => route.Method is not null && route.Method != HttpMethod.Head && route.Pattern.StartsWith("/api/", StringComparison.Ordinal)
            && s_subjects.Any(subject => route.Pattern.Contains(subject, StringComparison.Ordinal)))
        .Select(static route => route with { Pattern = route.Pattern.Replace("{workspace_name}", "default", StringComparison.Ordinal) })
        .OrderBy(static route => route.Method == HttpMethod.Delete);
}
