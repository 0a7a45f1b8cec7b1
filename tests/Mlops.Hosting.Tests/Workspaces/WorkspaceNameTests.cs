using System.Text.RegularExpressions;
using Mlops.Hosting.Workspaces;

namespace Mlops.Hosting.Tests.Workspaces;

/// <summary>The names of workspaces for MLflow's clients.</summary>
public sealed class WorkspaceNameTests
{
    [Theory]
    [InlineData("", "default")]
    [InlineData("team", "team")]
    [InlineData("team-a1", "team-a1")]
    public void A_path_that_clients_accept_is_its_own_name(string path, string name) => Assert.Equal(name, WorkspaceName.ForClients(path));

    [Theory]
    [InlineData("group/project")]
    [InlineData("Team")]
    [InlineData("a")]
    [InlineData("a--b")]
    [InlineData("a.b_c")]
    [InlineData("_")]
    [InlineData("default")]
    [InlineData("api")]
    [InlineData("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/1/2/3/4/5/6/7/8/9/0")]
    public void Any_other_path_gets_one(string path)
    {
        var name = WorkspaceName.ForClients(path);
        Assert.Matches(new Regex("^(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$"), name);
        Assert.InRange(name.Length, 2, 63);
        Assert.True(WorkspaceName.MayBeForClients(name));
        Assert.NotEqual(name, WorkspaceName.ForClients(path + "x"));
    }

    [Fact]
    public void Paths_that_differ_in_what_is_left_out_get_different_names() =>
        Assert.Equal(4, new[] { "a/b", "a.b", "A/b", "a_b" }.Select(WorkspaceName.ForClients).Distinct().Count());
}
