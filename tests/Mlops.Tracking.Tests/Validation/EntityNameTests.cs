using CsCheck;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Tests.Validation;

public sealed class EntityNameTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char.Array[0, 12].Select(characters => new string(characters)),
        // Close to what is allowed, so that both sides of each rule are met.
        Gen.OneOf("a", "B", "7", "_", "-", ".", "..", "/", "//", " ", ":", "ü", "中", "\u0301", "?", "\\", "\n", "\0", "\uD800", "😀").Array[0, 8].Select(string.Concat));

    [Fact]
    public void A_key_is_allowed_if_it_is_a_plain_relative_path_of_words() => AnyText.Sample(key => IsAllowed(key) == IsPlainPath(key));

    [Theory]
    [InlineData("loss")]
    [InlineData("val/acc@")]
    [InlineData("a b.c-d_e:f/g")]
    [InlineData("température")]
    [InlineData("...")]
    public void Well_known_keys_are_judged_as_MLflow_does(string key) => Assert.Equal(key is not ("val/acc@" or "..."), IsAllowed(key));

    [Fact]
    public void A_key_has_at_most_250_characters() => Gen.Select(Gen.Int[1, 600], Gen.OneOf('a', ' ', 'ü')).Sample((length, character) =>
        IsAllowed(new string(character, length)) == (length <= EntityName.MaxKeyLength));

    [Fact]
    public void A_refusal_names_the_field_and_shows_only_the_beginning_of_a_long_key()
    {
        var key = new string('?', 1_000_000);
        var refusal = Assert.Throws<MlflowException>(() => EntityName.CheckKey("params[3].key", "Param key", key));
        Assert.Contains("for parameter 'params[3].key' supplied", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Length, 100, 1000);
    }

    [Fact]
    public void A_run_id_begins_with_a_letter_or_digit_and_holds_words_and_dashes() => AnyText.Sample(id =>
        Allowed(() => EntityName.CheckRunId(id)) == (id.Length is > 0 and <= 256 && char.IsAsciiLetterOrDigit(id[0]) && id.All(c => c == '-' || IsWord(c))));

    [Fact]
    public void An_experiment_id_is_a_decimal_number_of_64_bits()
    {
        Gen.OneOf(AnyText, Gen.Long.Select(id => $"{id}"), Gen.ULong.Select(id => $"{id}"), Gen.Int[0, 99].Select(id => $"0{id}")).Sample(id =>
        {
            var digits = id.StartsWith('-') ? id[1..] : id;
            var expected = digits.Length > 0 && digits.All(char.IsAsciiDigit)
                && System.Numerics.BigInteger.Parse(id, System.Globalization.CultureInfo.InvariantCulture) is var number && number >= long.MinValue && number <= long.MaxValue
                && (digits == id || number < 0);
            return Allowed(() => EntityName.ParseExperimentId(id)) == expected;
        });
        Assert.Equal(7, EntityName.ParseExperimentId("007"));
        Assert.Equal(-1337, EntityName.ParseExperimentId("-1337"));
        Assert.All((string[])["-0", "+1", "-", "--1", "-1 "], id => Assert.False(Allowed(() => EntityName.ParseExperimentId(id))));
    }

    [Fact]
    public void Hostile_keys_are_judged_in_no_time()
    {
        foreach (var part in (string[])["../", "a/", "./", "//", "a/../", " ", "\u0301"])
        {
            Assert.False(IsAllowed(string.Concat(Enumerable.Repeat(part, 200_000))));
        }
    }

    private static bool IsPlainPath(string key) =>
        key.Length is > 0 and <= EntityName.MaxKeyLength
        && key.All(c => c is '/' or '.' or '-' or ' ' or ':' || IsWord(c))
        && !key.StartsWith("..", StringComparison.Ordinal)
        && key.Split('/').All(segment => segment is not ("" or "." or ".."));

    private static bool IsWord(char c) => System.Text.RegularExpressions.Regex.IsMatch($"{c}", @"^\w\z");

    private static bool IsAllowed(string key) => Allowed(() => EntityName.CheckKey("key", "Param key", key));

    private static bool Allowed(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (MlflowException refusal)
        {
            Assert.Equal(ErrorCode.InvalidParameterValue, refusal.ErrorCode);
            return false;
        }
    }
}
