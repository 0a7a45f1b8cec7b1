using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;

namespace Mlops.Storage.Tests.Catalog;

/// <summary>What every store of warnings does.</summary>
public abstract class CatalogWarningsContract
{
    protected abstract ICatalogWarnings Warnings { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Warnings_come_back_in_their_order()
    {
        MetadataWarning[] given = [new("gsd", "has another type"), new("assets[0]", "is no glob: 'ü[\u0001'"), new("gsd", "a"), new("", "b")];
        await Warnings.ReplaceAsync("a/one", given, Stop);

        Assert.Equal(given, await Warnings.ListAsync("a/one", VisibleProjects.All, Stop));
    }

    [Fact]
    public async Task A_projects_warnings_are_replaced_as_a_whole()
    {
        await Warnings.ReplaceAsync("a/one", [new("x", "1"), new("y", "2")], Stop);
        await Warnings.ReplaceAsync("a/two", [new("x", "1")], Stop);
        await Warnings.ReplaceAsync("a/one", [new("z", "3")], Stop);
        await Warnings.ReplaceAsync("a/two", [], Stop);

        Assert.Equal([new("z", "3")], await Warnings.ListAsync("a/one", VisibleProjects.All, Stop));
        Assert.Empty(await Warnings.ListAsync("a/two", VisibleProjects.All, Stop));
        Assert.Equal([new("a/one", 1)], await Warnings.SummarizeAsync(VisibleProjects.All, null, 10, Stop));
    }

    [Fact]
    public async Task Only_visible_projects_are_answered()
    {
        await Warnings.ReplaceAsync("a/one", [new("x", "1")], Stop);
        await Warnings.ReplaceAsync("b/two", [new("x", "1")], Stop);
        var visible = VisibleProjects.Of(["b/two"]);

        Assert.Empty(await Warnings.ListAsync("a/one", visible, Stop));
        Assert.Equal([new("b/two", 1)], await Warnings.SummarizeAsync(visible, null, 10, Stop));
    }

    [Fact]
    public async Task Projects_are_paged_in_the_order_of_their_bytes()
    {
        foreach (var project in new[] { "b", "B", "a/c", "a-c", "ü" })
        {
            await Warnings.ReplaceAsync(project, [new("x", "1"), new("y", "2")], Stop);
        }

        var first = await Warnings.SummarizeAsync(VisibleProjects.All, null, 3, Stop);
        var rest = await Warnings.SummarizeAsync(VisibleProjects.All, first[^1].Project, 3, Stop);

        Assert.Equal(["B", "a-c", "a/c", "b", "ü"], first.Concat(rest).Select(found => found.Project));
        Assert.All(first, found => Assert.Equal(2, found.Warnings));
    }
}
