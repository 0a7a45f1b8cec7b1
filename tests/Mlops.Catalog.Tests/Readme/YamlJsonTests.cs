using System.Text;
using CsCheck;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Tests.Readme;

public class YamlJsonTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: 2.10", """{"a":2.10}""")]
    [InlineData("a: '2.10'", """{"a":"2.10"}""")]
    [InlineData("a: +1.5\nb: .5\nc: 007", """{"a":1.5,"b":0.5,"c":7}""")]
    [InlineData("a: 1e999\nb: .nan\nc: .inf", """{"a":"1e999","b":".nan","c":".inf"}""")]
    [InlineData("a: yes\nb: True\nc: false", """{"a":"yes","b":true,"c":false}""")]
    [InlineData("a: ~\nb:\nc: null\nd: ''", """{"a":null,"b":null,"c":null,"d":""}""")]
    [InlineData("a: 2024-05-01\nb: 2024-05-01 10:00:00", """{"a":"2024-05-01","b":"2024-05-01 10:00:00"}""")]
    [InlineData("a: [1, {b: c}]\nd: |\n  x\n  y\n", """{"a":[1,{"b":"c"}],"d":"x\ny\n"}""")]
    [InlineData("a: &x [1, 2]\nb: *x", """{"a":[1,2],"b":[1,2]}""")]
    [InlineData("a: !!str 5\nb: !custom 5", """{"a":"5","b":5}""")]
    [InlineData("a: !!python/object/apply:os.system ['id']", """{"a":["id"]}""")]
    [InlineData("'1': x\n2: y", """{"1":"x","2":"y"}""")]
    [InlineData("a: 0x1F\nb: 0o17\nc: 010", """{"a":31,"b":15,"c":10}""")]
    [InlineData("a: 1\nb: 2\na: 3", """{"b":2}""")]
    [InlineData("a: &x {k: 1, l: 2}\nb: {<<: *x, l: 3}", """{"a":{"k":1,"l":2},"b":{"l":3,"k":1}}""")]
    [InlineData("a: &x {k: 1}\nb: {k: 2, <<: *x}", """{"a":{"k":1},"b":{"k":2}}""")]
    [InlineData("a: &x {k: 1}\nb: &y {k: 2, l: 2}\nc: {<<: [*x, *y]}", """{"a":{"k":1},"b":{"k":2,"l":2},"c":{"k":1,"l":2}}""")]
    [InlineData("a: &x {k: 1}\nb: &y {<<: *x, l: 2}\nc: {<<: *y}", """{"a":{"k":1},"b":{"l":2,"k":1},"c":{"l":2,"k":1}}""")]
    [InlineData("a: {<<: {k: 1}}\nb: {'<<': 1}\nc: {<<: 5, d: 6}", """{"a":{"k":1},"b":{"\u003C\u003C":1},"c":{"d":6}}""")]
    [InlineData("", "null")]
    [InlineData("# nothing", "null")]
    public void Yaml_reads_as_json(string yaml, string json) => Assert.Equal(json, YamlJson.Read(yaml).GetRawText());

    [Fact]
    public void Only_the_first_document_counts() => Assert.Equal("""{"a":1}""", YamlJson.Read("a: 1\n---\nb: 2").GetRawText());

    [Theory]
    [InlineData("a: [1", "not YAML")]
    [InlineData("a: b: c", "not YAML")]
    [InlineData("a: \"\\uD800\"", "not YAML")]
    [InlineData("a: \"\\U00110000\"", "not YAML")]
    [InlineData("%YAML 99999999999.1\n---\na: 1", "not YAML")]
    [InlineData("a: &a {<<: *a}", "alias")]
    [InlineData("a: &a [{<<: *a}]", "alias")]
    [InlineData("[x, y]: 1", "key")]
    [InlineData("? {a: b}\n: 1", "key")]
    [InlineData("a: *nowhere", "alias")]
    [InlineData("a: &a [*a]", "alias")]
    [InlineData("a: &a {b: *a}", "alias")]
    public void What_has_no_json_is_refused_with_the_reason(string yaml, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => YamlJson.Read(yaml)).Message);

    [Theory]
    [InlineData("a: 1\nb: {c: 2, c: 3}", "b.c")]
    [InlineData("a: [x, yes]", "a[1]")]
    [InlineData("a: off", "a")]
    [InlineData("on: x", "on")]
    [InlineData("a: 010", "a")]
    [InlineData("a: 08", "a")]
    [InlineData("a: 0o17", "a")]
    [InlineData("a: 12:30:00", "a")]
    [InlineData("a: 1_000", "a")]
    [InlineData("a: 0b11", "a")]
    [InlineData("a: 1e3", "a")]
    [InlineData("a: {<<: 5}", "a")]
    public void What_readers_of_YAML_take_for_different_things_is_told(string yaml, string field)
    {
        var warnings = new MetadataWarnings();
        YamlJson.Read(yaml, warnings);

        Assert.Equal(field, Assert.Single(warnings.List).Field);
    }

    [Theory]
    [InlineData("a: 10\nb: 1.5\nc: 1.0e+3\nd: true\ne: 2020-01-01\nf: 0x1F\ng: '010'\nh: y\ni: 2020-01-01 10:00:00\nj: 0\nk: 0.5")]
    [InlineData("a: 'yes'\nb: \"12:30\"\nc: !!str 010")]
    public void What_all_readers_agree_on_is_not_told(string yaml)
    {
        var warnings = new MetadataWarnings();
        YamlJson.Read(yaml, warnings);

        Assert.Empty(warnings.List);
    }

    [Fact]
    public void Merges_that_multiply_are_refused()
    {
        var bomb = new StringBuilder($"a0: &a0 {{{string.Join(", ", Enumerable.Range(0, 500).Select(n => $"k{n}: x"))}}}\n");
        for (var level = 1; level < 12; level++)
        {
            bomb.Append($"a{level}: &a{level} {{<<: [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]}}\n");
        }

        Assert.Contains("nodes", Assert.Throws<FormatException>(() => YamlJson.Read(bomb.ToString())).Message);
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 9; level++)
        {
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n");
        }

        Assert.Contains("nodes", Assert.Throws<FormatException>(() => YamlJson.Read(bomb.ToString())).Message);
    }

    [Fact]
    public void Aliases_that_multiply_text_are_refused()
    {
        var bomb = $"a: &a {new string('x', 100_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 50))}]";

        Assert.Contains("characters", Assert.Throws<FormatException>(() => YamlJson.Read(bomb)).Message);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Deep_nesting_is_refused(string open, string close) =>
        Assert.Contains("nested", Assert.Throws<FormatException>(() =>
            YamlJson.Read(string.Concat(Enumerable.Repeat(open, 10_000)) + "x" + string.Concat(Enumerable.Repeat(close, 10_000)))).Message);

    [Fact]
    public void A_long_text_is_refused() =>
        Assert.Contains("longer", Assert.Throws<FormatException>(() => YamlJson.Read($"a: {new string('x', YamlLimits.Characters)}")).Message);

    [Fact]
    public void Control_characters_and_lone_surrogates_are_removed()
    {
        Assert.Equal("ab😀", YamlJson.Read("a: \"a\\u0007b\\U0001F600\"").GetProperty("a").GetString());
        Assert.Equal("ab", YamlScalar.Clean("a\uD800b\uDC00"));
    }

    [Fact]
    public void Any_text_is_json_or_refused() =>
        Gen.String[Gen.Char["ab:-[]{},&*!|>'\"\n #?%@`~0.\t"], 0, 60].Sample(yaml =>
        {
            try
            {
                YamlJson.Read(yaml);
            }
            catch (FormatException)
            {
                // The one way to refuse.
            }
        });
}
