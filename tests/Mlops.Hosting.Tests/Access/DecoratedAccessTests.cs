using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>An access port that an application decorates keeps every check of the one behind it.</summary>
public sealed class DecoratedAccessTests
{
    private const string Api = "/api/2.0/mlflow/";

    [Fact]
    public async Task A_port_that_only_takes_notes_changes_nothing()
    {
        var notes = new ConcurrentQueue<string>();
        await using var host = await StartAsync(configureServices: services => Decorate(services, inner => new Noting(inner, notes)));
        var (ada, open, closed) = await ArrangeAsync(host);
        await OkAsync(ada, "POST", Api + "runs/create", new { experiment_id = open, start_time = 1 });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", Api + "runs/create", new { experiment_id = closed, start_time = 1 }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Api + "experiments/get?experiment_id=" + closed));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Api + "webhooks"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", Api + "runs/search", new { experiment_ids = new[] { open, closed } }));
        Assert.Equal(1, (await OkAsync(ada, "GET", Api + "experiments/search?max_results=10")).GetProperty("experiments").GetArrayLength());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.Anonymous(), "GET", Api + "experiments/get?experiment_id=" + open));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Api + "users/list"));
        await OkAsync(ada, "GET", "/api/3.0/mlflow/workspaces");
        Assert.Contains("ada in ''", notes);
    }

    [Fact]
    public async Task A_port_that_narrows_narrows_single_things_too()
    {
        await using var host = await StartAsync(configureServices: services => Decorate(services, inner => new ReadOnly(inner)));
        var (ada, open, closed) = await ArrangeAsync(host);
        await OkAsync(ada, "GET", Api + "experiments/get?experiment_id=" + open);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", Api + "runs/create", new { experiment_id = open, start_time = 1 }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "GET", Api + "experiments/get?experiment_id=" + closed));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", Api + "experiments/permissions/create", new { experiment_id = open, username = "bob", permission = "READ" }));
    }

    [Fact]
    public async Task Background_work_asks_without_a_request()
    {
        await using var host = await StartAsync();
        var (_, open, _) = await ArrangeAsync(host);
        var access = host.Host.Services.GetRequiredService<IAccessControl>();
        var stop = TestContext.Current.CancellationToken;
        var user = (await host.Host.Services.GetRequiredService<Mlops.Tracking.Access.IUserStore>().FindAsync("ada", stop))!.User;
        var ada = new AccessCaller(AccessClaims.Principal(user, null, UserOptions.Scheme), new ConnectionFacts(null, null));
        var inDefault = await access.GetAccessAsync(ada, "", stop);
        Assert.Equal((AccessLevel.None, AccessLevel.Admin), (inDefault.Level, inDefault.Highest));
        Assert.Equal(AccessLevel.None, (await access.GetAccessAsync(ada, "group/project", stop)).Highest);
        Assert.Equal(AccessLevel.None, (await access.GetAccessAsync(ada with { User = new() }, "", stop)).Highest);
        Assert.NotEmpty(open);
    }

    private static async Task<UserHost> StartAsync(Action<IServiceCollection>? configureServices = null) =>
        await UserHost.StartAsync(configureServices: configureServices);

    private static void Decorate(IServiceCollection services, Func<IAccessControl, IAccessControl> decorate)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IAccessControl));
        services.Remove(inner);
        services.AddSingleton(provider => decorate((IAccessControl)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)));
    }

    private static async Task<(HttpClient Ada, string Open, string Closed)> ArrangeAsync(UserHost host)
    {
        var ada = await host.AddAsync("ada");
        await host.AddAsync("bob");
        var admin = host.Host.Services.GetRequiredService<Mlops.Tracking.Experiments.IExperimentStore>();
        var stop = TestContext.Current.CancellationToken;
        var open = await admin.CreateAsync("", new Mlops.Tracking.Experiments.NewExperiment("open", null, []), stop);
        var closed = await admin.CreateAsync("", new Mlops.Tracking.Experiments.NewExperiment("closed", null, []), stop);
        await host.Host.Services.GetRequiredService<Mlops.Tracking.Access.IPermissionStore>().CreateAsync(
            "", Mlops.Tracking.Access.ResourceKind.Experiment, open, "ada", Mlops.Tracking.Access.Permission.Manage, stop);
        host.Host.Services.GetRequiredService<CallerDirectory>().Forget();
        return (ada, open, closed);
    }

    private sealed class Noting(IAccessControl inner, ConcurrentQueue<string> notes) : IAccessControl
    {
        public ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken)
        {
            notes.Enqueue($"{caller.User.Identity?.Name} in '{workspace}'");
            return inner.GetAccessAsync(caller, workspace, cancellationToken);
        }

        public ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken) =>
            inner.GetVisibleProjectsAsync(caller, cancellationToken);
    }

    private sealed class ReadOnly(IAccessControl inner) : IAccessControl
    {
        public async ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken) =>
            (await inner.GetAccessAsync(caller, workspace, cancellationToken)).AtMost(AccessLevel.Read);

        public ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken) =>
            inner.GetVisibleProjectsAsync(caller, cancellationToken);
    }
}
