using Mlops.Import.Mlflow;

namespace Mlops.Storage.Tests.Import;

/// <summary>The vectors of https://github.com/fernet/spec.</summary>
public sealed class FernetKeyTests
{
    private const string Key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private const string Token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    [Fact]
    public void A_text_is_read_as_it_was_encrypted() => Assert.Equal("hello", FernetKey.Parse(Key).Open(Token));

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDQ==")]
    [InlineData("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==")]
    [InlineData("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ")]
    [InlineData("AAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==")]
    public void What_is_damaged_or_of_another_key_is_not_read(string token) => Assert.Null(FernetKey.Parse(Key).Open(token));

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4Q==")]
    public void What_is_no_key_is_refused_without_repeating_it(string text)
    {
        var refusal = Assert.Throws<ImportException>(() => FernetKey.Parse(text));
        Assert.True(text.Length == 0 || !refusal.Message.Contains(text, StringComparison.Ordinal));
    }
}
