using Mlops.Catalog.Items;

namespace Mlops.Catalog.Tests.Items;

public class AssetGlobTests
{
    [Theory]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", "deep/down/a.csv", true)]
    [InlineData("*.csv", "a.csv.gz", false)]
    [InlineData("/*.csv", "a.csv", true)]
    [InlineData("/*.csv", "deep/a.csv", false)]
    [InlineData("./data/*.csv", "data/a.csv", true)]
    [InlineData("data/*.csv", "data/a.csv", true)]
    [InlineData("data/*.csv", "data/x/a.csv", false)]
    [InlineData("data/*.csv", "other/data/a.csv", false)]
    [InlineData("data/**/*.csv", "data/a.csv", true)]
    [InlineData("data/**/*.csv", "data/x/y/a.csv", true)]
    [InlineData("data/**", "data/x/y/a.csv", true)]
    [InlineData("**/a.csv", "a.csv", true)]
    [InlineData("a?.csv", "ab.csv", true)]
    [InlineData("a?.csv", "a.csv", false)]
    [InlineData("[ab]*.csv", "b1.csv", true)]
    [InlineData("[!ab]*.csv", "b1.csv", false)]
    [InlineData("[!ab]*.csv", "c1.csv", true)]
    [InlineData("*.{csv,tif}", "x.tif", true)]
    [InlineData("*.{csv,tif}", "x.png", false)]
    [InlineData("a.csv", "a+csv", false)]
    [InlineData("(a|b)+.csv", "(a|b)+.csv", true)]
    [InlineData("a\\d.csv", "a1.csv", false)]
    [InlineData("a\\d.csv", "ad.csv", true)]
    [InlineData("\\*.csv", "*.csv", true)]
    [InlineData("\\*.csv", "a.csv", false)]
    [InlineData("\\[a\\].csv", "[a].csv", true)]
    [InlineData("\\{a,b\\}.csv", "{a,b}.csv", true)]
    [InlineData("[\\]a].csv", "].csv", true)]
    [InlineData("[]a].csv", "].csv", true)]
    [InlineData("[!]a].csv", "b.csv", true)]
    [InlineData("[^ab].csv", "b.csv", false)]
    [InlineData("[a\\-z].csv", "m.csv", false)]
    [InlineData("[a\\-z].csv", "-.csv", true)]
    [InlineData("\\\\.csv", "\\.csv", true)]
    public void Patterns_match_paths(string pattern, string path, bool expected)
    {
        Assert.True(AssetGlob.TryParse(pattern, out var glob));
        Assert.Equal(expected, glob.IsMatch(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("./")]
    [InlineData("[z-a]")]
    [InlineData("{a,{b}")]
    [InlineData("a\nb")]
    [InlineData("a\\")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.False(AssetGlob.TryParse(pattern, out _));

    [Fact]
    public void A_long_pattern_is_refused() => Assert.False(AssetGlob.TryParse(new string('*', 300), out _));

    [Fact]
    public void A_pattern_that_would_backtrack_for_ever_ends()
    {
        Assert.True(AssetGlob.TryParse(string.Concat(Enumerable.Repeat("*a", 60)) + "b", out var glob));
        Assert.False(glob.IsMatch(new string('a', 5000)));
    }
}
