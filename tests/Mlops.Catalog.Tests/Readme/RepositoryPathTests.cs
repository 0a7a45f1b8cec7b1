using CsCheck;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Tests.Readme;

public class RepositoryPathTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("data/train 1.csv")]
    [InlineData("v1.1.dvc")]
    [InlineData("a/b/c..d/e")]
    [InlineData("100%.csv")]
    [InlineData("größe/数据.csv")]
    [InlineData("a#b")]
    [InlineData("a%23b")]
    [InlineData("data/S1A_2020-01-01T10:20:30.tif")]
    public void Names_of_files_are_safe(string path) => Assert.True(RepositoryPath.IsSafe(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".git/config")]
    [InlineData("a/.env")]
    [InlineData("%2E%2E%2Fpath")]
    [InlineData("%252e%252e/x")]
    [InlineData("%25252525252525252e%2e/x")]
    [InlineData("..%2f..%2fartifacts")]
    [InlineData("%2%0952e/%2%0952e/x")]
    [InlineData("etc/passwd%00.jpg")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData(@"\\?\C:\x")]
    [InlineData(@"\\UNC\x")]
    [InlineData(@"....\\")]
    [InlineData(@"a\..\..\b")]
    [InlineData("C:/Windows")]
    [InlineData("file://a%23/..//tmp/")]
    [InlineData("C:x")]
    [InlineData("dbfs:/a%3f/../../..")]
    [InlineData("models/..%2f..%2fartifacts")]
    public void Ways_out_and_hidden_names_are_not(string path) => Assert.False(RepositoryPath.IsSafe(path));

    [Fact]
    public void A_safe_path_stays_below_any_folder_however_it_is_decoded() =>
        Gen.String[Gen.Char["ab./\\%25eEfF:#\0 "], 0, 24].Sample(path =>
        {
            if (!RepositoryPath.IsSafe(path))
            {
                return;
            }

            for (var round = 0; round < 6; round++)
            {
                Assert.StartsWith("/base/", Path.GetFullPath(Path.Combine("/base", path)));
                path = Uri.UnescapeDataString(path);
            }
        });

    [Theory]
    [InlineData("a.png", "a.png")]
    [InlineData("./a/../b%20c.png", "b c.png")]
    [InlineData("/docs/x.md", "docs/x.md")]
    [InlineData("docs/", "docs")]
    public void Relative_links_resolve_in_the_projects_root(string reference, string expected)
    {
        Assert.True(RepositoryPath.TryResolve(reference, out var path));
        Assert.Equal(expected, path);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("//host/x")]
    [InlineData(".")]
    [InlineData("%2e%2e/x")]
    [InlineData(".git/config")]
    [InlineData("a%5cb")]
    public void Links_out_of_the_project_do_not(string reference) => Assert.False(RepositoryPath.TryResolve(reference, out _));
}
