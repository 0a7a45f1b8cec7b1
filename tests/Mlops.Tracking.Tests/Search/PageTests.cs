using System.Text;
using CsCheck;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

public sealed class PageTests
{
    [Fact]
    public void A_token_is_MLflows() => Assert.Equal("eyJvZmZzZXQiOiAzfQ==", PageToken.Encode(3));

    [Fact]
    public void Every_offset_survives_its_token() => Gen.Long[1, long.MaxValue].Sample(offset => PageToken.Decode(PageToken.Encode(offset)) == offset);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_token_the_first_page_is_meant(string? token) => Assert.Equal(0, PageToken.Decode(token));

    [Fact]
    public void An_offset_may_be_a_text() => Assert.Equal(12, PageToken.Decode(Base64("""{"offset": "12"}""")));

    [Theory]
    [InlineData("{\"offset\": 0}", "parsed value={'offset': 0}")]
    [InlineData("{\"offset\": -3}", "parsed value={'offset': -3}")]
    [InlineData("{\"offset\": null}", "parsed value={'offset': null}")]
    [InlineData("{}", "parsed value={}")]
    [InlineData("[1]", "parsed value=[1]")]
    [InlineData("{\"offset\": \"abc\"}", "not stringable abc")]
    [InlineData("{\"offset\": 1.5}", "not stringable 1.5")]
    [InlineData("{\"offset\": \"\\ud800\"}", "not stringable \\ud800")]
    [InlineData("it's ü", @"decoded value=b'it\'s \xc3\xbc'")]
    public void A_token_of_another_make_is_refused(string content, string reason) =>
        Assert.Equal("Invalid page token, " + reason, Assert.Throws<MlflowException>(() => PageToken.Decode(Base64(content))).Message);

    [Theory]
    [InlineData("zzz")]
    [InlineData("bad")]
    [InlineData("!!!!")]
    public void A_token_that_is_not_base64_is_refused(string token) =>
        Assert.Equal("Invalid page token, could not base64-decode", Assert.Throws<MlflowException>(() => PageToken.Decode(token)).Message);

    [Fact]
    public void No_token_breaks_the_decoder() => Gen.OneOf(Gen.String, Gen.String.Select(Base64), Gen.String.Select(text => Base64($"{{\"offset\":\"{text}\"}}")))
        .Sample(token => Record.Exception(() => PageToken.Decode(token)) is null or MlflowException);

    [Fact]
    public void A_page_has_its_bounds()
    {
        Assert.Equal(1000, RunSearch.MaxResults.Resolve(null));
        Assert.Equal(50_000, RunSearch.MaxResults.Resolve(50_000));
        Assert.Equal(100, RegisteredModelSearch.MaxResults.Resolve(null));
        Assert.Equal(
            "Invalid value for max_results. It must be a positive integer, but got 0",
            Assert.Throws<MlflowException>(() => ModelVersionSearch.MaxResults.Resolve(0)).Message);
        Assert.Throws<MlflowException>(() => RegisteredModelSearch.MaxResults.Resolve(long.MaxValue));
    }

    private static string Base64(string content) => Convert.ToBase64String(Encoding.UTF8.GetBytes(content));
}
