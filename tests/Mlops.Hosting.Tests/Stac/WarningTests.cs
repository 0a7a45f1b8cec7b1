using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Stac;

public sealed class WarningTests
{
    [Fact]
    public async Task A_curator_reads_what_was_passed_over_from_the_item_on()
    {
        await using var host = await StacHost.StartAsync(projects: host => host.Project("root/flood", "gsd: fine\neo: {cloud_cover: lots}"));
        var item = await host.ReadAsync("/api/stac/collections/ai-model/items/root/flood");

        var told = await host.ReadAsync(StacHost.Href(item, "warnings"));

        Assert.Equal("root/flood", told.GetProperty("project").GetString());
        Assert.Equal(["gsd", "eo:cloud_cover"], told.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("field").GetString()));
        Assert.All(told.GetProperty("warnings").EnumerateArray(), warning => Assert.NotEqual("", warning.GetProperty("reason").GetString()));
        Assert.Equal(StacHost.Href(item, "self"), StacHost.Href(told, "item"));
    }

    [Fact]
    public async Task Warnings_go_with_what_they_were_about()
    {
        await using var host = await StacHost.StartAsync(projects: host => host.Project("root/flood", "gsd: fine"));
        host.Project("root/flood", "gsd: 10.0");
        await host.RefreshAsync();

        Assert.Empty((await host.ReadAsync("/api/stac/warnings/root/flood")).GetProperty("warnings").EnumerateArray());
        Assert.Empty((await host.ReadAsync("/api/stac/warnings")).GetProperty("projects").EnumerateArray());
    }

    [Fact]
    public async Task All_projects_with_warnings_are_listed_page_by_page()
    {
        await using var host = await StacHost.StartAsync(projects: host =>
        {
            host.Project("root/a", "gsd: fine");
            host.Project("root/b", "gsd: 10");
            host.Project("root/c", "gsd: fine");
        });

        var first = await host.ReadAsync("/api/stac/warnings?limit=1");
        var second = await host.ReadAsync(StacHost.Href(first, "next"));

        Assert.Equal("root/a 1", Told(first));
        Assert.Equal("root/c 1", Told(second));
        Assert.Null(StacHost.Link(second, "next"));
        Assert.Equal("root/c", (await host.ReadAsync(second.GetProperty("projects")[0].GetProperty("href").GetString()!)).GetProperty("project").GetString());
    }

    [Fact]
    public async Task Warnings_of_projects_that_the_caller_may_not_read_are_unknown()
    {
        await using var host = await StacHost.StartAsync(
            services => services.AddSingleton<IAccessControl>(new OneProject("root/b")),
            projects: host =>
            {
                host.Project("root/a", "gsd: fine");
                host.Project("root/b", "gsd: fine");
            });

        Assert.Equal("root/b 1", Told(await host.ReadAsync("/api/stac/warnings")));
        await StacHost.ProblemAsync(await host.GetAsync("/api/stac/warnings/root/a"), 404);
    }

    [Theory]
    [InlineData("/api/stac/warnings/root/nothing", 404)]
    [InlineData("/api/stac/warnings?limit=0", 400)]
    [InlineData("/api/stac/warnings?limit=many", 400)]
    public async Task What_is_asked_wrongly_is_told_so(string path, int status)
    {
        await using var host = await StacHost.StartAsync();
        await StacHost.ProblemAsync(await host.GetAsync(path), status);
    }

    private static string Told(JsonElement page) => string.Join(
        ' ', page.GetProperty("projects").EnumerateArray().Select(project => $"{project.GetProperty("project").GetString()} {project.GetProperty("warnings").GetInt64()}"));

    private sealed class OneProject(string path) : IAccessControl
    {
        public ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken) =>
            ValueTask.FromResult(WorkspaceAccess.Of(AccessLevel.Read));

        public ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken) =>
            ValueTask.FromResult(VisibleProjects.Of([path]));
    }
}
