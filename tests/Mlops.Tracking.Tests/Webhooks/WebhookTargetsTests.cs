using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Webhooks;

namespace Mlops.Tracking.Tests.Webhooks;

public sealed class WebhookTargetsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://example.org/hook")]
    [InlineData("https://example.org")]
    [InlineData("https://example.org:8443/a?token=1")]
    [InlineData("https://93.184.216.34/hook")]
    [InlineData("https://[2606:4700:4700::1111]/hook")]
    [InlineData("HTTPS://EXAMPLE.ORG/")]
    public async Task Https_to_the_public_internet_is_allowed(string url) => await Targets().CheckAsync(url, Stop);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("x")]
    [InlineData("/hook")]
    [InlineData("//example.org/hook")]
    [InlineData("http://example.org/hook")]
    [InlineData("ftp://example.org/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https:example.org")]
    [InlineData("https://")]
    [InlineData("https:///hook")]
    [InlineData("https://user@example.org/")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("https://example.org#@127.0.0.1/")]
    [InlineData("https://example.org\\@127.0.0.1/")]
    [InlineData("https://example.org/\r\nHost: x")]
    [InlineData(" https://example.org/")]
    [InlineData("https://example.org:0/")]
    [InlineData("https://example.org:99999/")]
    public async Task What_is_no_https_url_is_refused(string url) => await RefusedAsync(Targets(), url);

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://１２７.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://internal.example/")]
    [InlineData("https://mixed.example/")]
    public async Task Addresses_that_are_not_public_are_refused_however_they_are_written(string url) => await RefusedAsync(Targets(), url);

    [Fact]
    public async Task A_name_without_address_is_refused() =>
        Assert.Equal("Cannot resolve webhook URL hostname 'nowhere.example'.", (await RefusedAsync(Targets(), "https://nowhere.example/")).Message);

    [Fact]
    public async Task A_url_of_endless_length_is_refused() => await RefusedAsync(Targets(), "https://example.org/" + new string('x', 5000));

    [Fact]
    public async Task An_option_allows_http()
    {
        var targets = Targets(new WebhookOptions { AllowHttp = true });
        await targets.CheckAsync("http://example.org/", Stop);
        await RefusedAsync(targets, "http://127.0.0.1/");
    }

    [Fact]
    public async Task An_option_allows_a_network_and_no_other()
    {
        var targets = Targets(new WebhookOptions { AllowedNetworks = { "10.1.0.0/16" } });
        await targets.CheckAsync("https://10.1.2.3/", Stop);
        await targets.CheckAsync("https://[::ffff:10.1.2.3]/", Stop);
        await RefusedAsync(targets, "https://10.2.2.3/");
        await RefusedAsync(targets, "https://127.0.0.1/");
    }

    [Fact]
    public void Options_that_make_no_sense_are_all_named()
    {
        var options = new WebhookOptions
        {
            AllowedNetworks = { "10.0.0.0/99" },
            EncryptionKeys = { "c2hvcnQ=" },
            Timeout = TimeSpan.Zero,
            MaxRetries = -1,
            FirstRetryDelay = TimeSpan.FromDays(2),
            MaxRetryDelay = TimeSpan.FromDays(2),
            MaxRetryAfter = TimeSpan.FromDays(2),
            Concurrency = 0,
            PollInterval = TimeSpan.Zero,
        };
        Assert.Equal(9, options.Validate().Count);
        Assert.Empty(new WebhookOptions { AllowedNetworks = { "fd00::/8" }, EncryptionKeys = { Convert.ToBase64String(new byte[32]) } }.Validate());
    }

    private static WebhookTargets Targets(WebhookOptions? options = null) => new(Options.Create(options ?? new WebhookOptions()), new FewNames());

    private static async Task<MlflowException> RefusedAsync(WebhookTargets targets, string url)
    {
        var error = await Assert.ThrowsAsync<MlflowException>(async () => await targets.CheckAsync(url, Stop));
        Assert.Equal(ErrorCode.InvalidParameterValue, error.ErrorCode);
        return error;
    }

    private sealed class FewNames : IHostResolver
    {
        public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<IPAddress>>(host switch
        {
            _ when IPAddress.TryParse(host, out var address) => [address],
            "example.org" => [IPAddress.Parse("93.184.216.34")],
            "localhost" => [IPAddress.IPv6Loopback, IPAddress.Loopback],
            "internal.example" => [IPAddress.Parse("10.0.0.1")],
            "mixed.example" => [IPAddress.Parse("93.184.216.34"), IPAddress.Parse("192.168.0.1")],
            "nowhere.example" => [],
            _ => throw new SocketException((int)SocketError.HostNotFound),
        });
    }
}
