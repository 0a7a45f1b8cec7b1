using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Webhooks;
using Mlops.Tracking.Keys;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    private readonly string _first = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _second = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly OneKey _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("s3cret")]
    [InlineData("é😀")]
    [InlineData("x")]
    public async Task A_secret_is_read_as_it_was_protected(string secret)
    {
        var text = await Box().ProtectAsync("a", secret, Stop);
        Assert.NotEqual(text, await Box().ProtectAsync("a", secret, Stop));
        Assert.Equal(secret, await Box().RevealAsync("a", text, Stop));
    }

    /// <summary>A long secret: the cipher text is random letters, and would hold a short one by chance.</summary>
    [Fact]
    public async Task A_protected_secret_does_not_hold_it_in_the_clear()
    {
        const string Secret = "a secret of many letters";
        var text = await Box().ProtectAsync("a", Secret, Stop);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(text[2..])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_of_no_use_to_another_webhook() =>
        Assert.Null(await Box().RevealAsync("b", await Box().ProtectAsync("a", "s3cret", Stop), Stop));

    [Fact]
    public async Task The_operators_key_takes_the_place_of_the_databases()
    {
        var text = await Box(_first).ProtectAsync("a", "s3cret", Stop);
        Assert.False(_database.Asked);
        Assert.Null(await Box().RevealAsync("a", text, Stop));
        Assert.Equal("s3cret", await Box(_first).RevealAsync("a", text, Stop));
    }

    [Fact]
    public async Task A_new_key_is_put_in_front_of_the_old_ones()
    {
        var oldest = await Box().ProtectAsync("a", "oldest", Stop);
        var older = await Box(_first).ProtectAsync("a", "older", Stop);
        var rotated = Box(_second, _first);
        Assert.Equal("oldest", await rotated.RevealAsync("a", oldest, Stop));
        Assert.Equal("older", await rotated.RevealAsync("a", older, Stop));
        Assert.Equal("new", await Box(_second).RevealAsync("a", await rotated.ProtectAsync("a", "new", Stop), Stop));
        Assert.Null(await Box(_second).RevealAsync("a", older, Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s3cret")]
    [InlineData("1.")]
    [InlineData("1.AAAA")]
    [InlineData("1.not base64")]
    public async Task What_was_never_protected_is_not_read(string text) => Assert.Null(await Box().RevealAsync("a", text, Stop));

    private WebhookSecretBox Box(params string[] keys)
    {
        var options = new WebhookOptions();
        foreach (var key in keys)
        {
            options.EncryptionKeys.Add(key);
        }

        return new WebhookSecretBox(Options.Create(options), _database);
    }

    private sealed class OneKey : IServerKeys
    {
        private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

        public bool Asked { get; private set; }

        public ValueTask<byte[]> GetAsync(string purpose, CancellationToken cancellationToken)
        {
            Asked = true;
            return ValueTask.FromResult(_key);
        }
    }
}
