using CsCheck;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

/// <summary>Whatever is sent, a parser answers with a filter or a refusal, soon.</summary>
public sealed class HostileFilterTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf(
            "metrics.", "params", "tags.`", "attributes.start_time", "span.attributes.", "name", "run_id", "timestamp_ms", ".", "..", "a", "é", "𝒳", "1", "-", "-1.5e", "1e9",
            "=", "!=", "<>", ">=", "~", " LIKE ", " not ", " in", " is ", "null", " and ", " OR ", " desc", "'", "\"", "`", "''", "\\'", "\\", "(", ")", "('a')", ",", ";", " ", "\n", "--", "/*"),
        Gen.String[0, 5],
        Gen.Char.Select(c => c.ToString()),
        Gen.OneOf("\0", "\ud800", "\udc00", "\ud83d\ude00"));

    [Fact]
    public void Arbitrary_text_is_parsed_or_refused() => Gen.Select(Gen.OneOf([.. Languages.Names]), Piece.Array[0, 40].Select(string.Concat))
        .Sample((search, text) => AnswersOrRefuses(search, text), iter: 20_000);

    [Fact]
    public void Repetition_is_parsed_or_refused() => Gen.Select(Gen.OneOf([.. Languages.Names]), Piece.Array[1, 4].Select(string.Concat), Gen.Int[100, 100_000])
        .Sample((search, unit, length) => AnswersOrRefuses(search, string.Concat(Enumerable.Repeat(unit, 1 + (length / Math.Max(1, unit.Length))))), iter: 200);

    [Theory]
    [InlineData("(")]
    [InlineData("('")]
    [InlineData("('a',")]
    [InlineData("'")]
    [InlineData("'\"`")]
    [InlineData("\\'")]
    [InlineData("'\\")]
    [InlineData("a.'\\'")]
    [InlineData("a.`")]
    [InlineData("a+")]
    [InlineData("a.b-")]
    [InlineData("-1")]
    [InlineData("9")]
    [InlineData("1.")]
    [InlineData("a in (")]
    [InlineData("a not ")]
    [InlineData("a is not ")]
    [InlineData("and ")]
    [InlineData("metrics.a>1 ")]
    [InlineData(";")]
    [InlineData("𝒳")]
    public void Repetition_up_to_the_limit_takes_linear_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length));
        foreach (var search in Languages.Names)
        {
            Assert.True(AnswersOrRefuses(search, text));
            Assert.True(AnswersOrRefuses(search, "run_id = 'a' " + text[..99_000]));
            Assert.True(AnswersOrRefuses(search, "zzz = 'a' " + text[..99_000]));
        }
    }

    [Fact]
    public void A_filter_has_a_longest_length()
    {
        Assert.Single(RunSearch.ParseFilter($"tags.a = '{new string('x', 99_989)}'").Comparisons);
        var refusal = Assert.Throws<MlflowException>(() => RunSearch.ParseFilter($"tags.a = '{new string('x', 99_990)}'"));
        Assert.Equal("Invalid filter string: its length of 100001 characters exceeds the limit of 100000.", refusal.Message);
    }

    [Fact]
    public void A_filter_has_a_largest_number_of_conditions()
    {
        Assert.Equal(200, RunSearch.ParseFilter(string.Concat(Enumerable.Repeat("tags.a = 'x' AND ", 200))).Comparisons.Length);
        var refusal = Assert.Throws<MlflowException>(() => RunSearch.ParseFilter(string.Concat(Enumerable.Repeat("tags.a = 'x' AND ", 201))));
        Assert.Equal("Invalid filter string: it contains more than 200 comparisons.", refusal.Message);
    }

    [Fact]
    public void A_text_that_no_database_takes_is_refused() => Assert.All(["tags.a = 'x\0'", "tags.a = 'x\ud800'", "tags.`\udc00` = 'x'"], filter =>
        Assert.Equal(
            "Invalid filter string: it contains a NUL character or an unpaired surrogate.",
            Assert.Throws<MlflowException>(() => RunSearch.ParseFilter(filter)).Message));

    [Fact]
    public void A_refusal_does_not_carry_a_long_text_back() => Assert.InRange(
        Assert.Throws<MlflowException>(() => RunSearch.ParseFilter(string.Concat(Enumerable.Repeat("x ", 50_000)))).Message.Length, 1, 500);

    private static bool AnswersOrRefuses(string search, string text)
    {
        var language = Languages.Of(search);
        return Try(() => language.ParseFilter(text)) && Try(() => language.ParseOrderBy([text]));
    }

    private static bool Try(Action parse)
    {
        try
        {
            parse();
            return true;
        }
        catch (MlflowException refusal)
        {
            return refusal.ErrorCode == ErrorCode.InvalidParameterValue;
        }
    }
}
