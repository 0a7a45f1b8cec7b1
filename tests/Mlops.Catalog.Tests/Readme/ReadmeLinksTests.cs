using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Tests.Readme;

public class ReadmeLinksTests
{
    [Theory]
    [InlineData("https://x/y?z#w", "https://x/y?z#w")]
    [InlineData("s3://bucket/key", "s3://bucket/key")]
    [InlineData("//x/y", "https://x/y")]
    [InlineData("docs/a b.md", "/api/download/g/p/repository/docs/a%20b.md")]
    [InlineData("./docs/a%20b.md?x#y", "/api/download/g/p/repository/docs/a%20b.md?x#y")]
    [InlineData("/docs/a.md", "/api/download/g/p/repository/docs/a.md")]
    public void Addresses_and_files_of_the_project_resolve(string reference, string expected) =>
        Assert.Equal(expected, ReadmeLinks.Resolve("g/p", reference));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("vbscript:x")]
    [InlineData("https://")]
    [InlineData("../other/project/secret.txt")]
    [InlineData("a/../../b")]
    [InlineData(".env")]
    [InlineData("")]
    public void Anything_else_does_not(string reference) => Assert.Null(ReadmeLinks.Resolve("g/p", reference));
}
