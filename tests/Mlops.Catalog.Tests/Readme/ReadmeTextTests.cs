using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Tests.Readme;

public class ReadmeTextTests
{
    [Theory]
    [InlineData("---\na: 1\n---\n# T\n", "a: 1\n", "# T\n")]
    [InlineData("---\r\na: 1\r\n---\r\n\r\n# T", "a: 1\n", "# T")]
    [InlineData("\uFEFF---\na: 1\n...\nx", "a: 1\n", "x")]
    [InlineData("--- \na: 1\n--- \nx", "a: 1\n", "x")]
    [InlineData("---\n---\nx", "", "x")]
    [InlineData("---\na: 1\n---", "a: 1\n", "")]
    [InlineData("# T\n---\na: 1\n---\n", null, "# T\n---\na: 1\n---\n")]
    [InlineData("---\na: 1\n", null, "---\na: 1\n")]
    [InlineData("---", null, "---")]
    [InlineData("----\na\n----\n", null, "----\na\n----\n")]
    [InlineData("", null, "")]
    public void Front_matter_stands_between_the_first_two_rules(string text, string? front, string body) =>
        Assert.Equal(new ReadmeText(front, body), ReadmeText.Split(text));
}
