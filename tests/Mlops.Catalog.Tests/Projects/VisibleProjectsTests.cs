using Mlops.Catalog.Projects;

namespace Mlops.Catalog.Tests.Projects;

public class VisibleProjectsTests
{
    [Theory]
    [InlineData("a/b", true)]
    [InlineData("a/bc", false)]
    [InlineData("g/x", true)]
    [InlineData("g/x/y", true)]
    [InlineData("g", false)]
    [InlineData("gg/x", false)]
    [InlineData("A/b", false)]
    [InlineData("", false)]
    public void A_project_is_visible_by_its_path_or_by_a_group_above_it(string path, bool expected) =>
        Assert.Equal(expected, VisibleProjects.Of(["a/b"], ["g/"]).Includes(path));

    [Fact]
    public void All_is_all_and_none_is_none()
    {
        Assert.True(VisibleProjects.All.Includes("any/thing"));
        Assert.False(VisibleProjects.None.Includes("any/thing"));
        Assert.False(VisibleProjects.Of([], ["", "/"]).Includes("any/thing"));
    }
}
