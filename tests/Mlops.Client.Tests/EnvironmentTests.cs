using Mlops.Client.Tests.Fakes;

namespace Mlops.Client.Tests;

public sealed class EnvironmentTests
{
    private readonly FakeServer _server = new();
    private readonly Dictionary<string, string> _variables = new() { ["MLFLOW_TRACKING_URI"] = "http://server.test" };

    [Fact]
    public async Task Uri_and_token_are_read()
    {
        _variables["MLFLOW_TRACKING_TOKEN"] = "abc";

        Assert.Equal("Bearer abc", await SentAuthorization());
    }

    [Fact]
    public async Task Name_and_password_win_over_a_token()
    {
        _variables["MLFLOW_TRACKING_TOKEN"] = "abc";
        _variables["MLFLOW_TRACKING_USERNAME"] = "ada";
        _variables["MLFLOW_TRACKING_PASSWORD"] = "secret";

        Assert.Equal("Basic YWRhOnNlY3JldA==", await SentAuthorization());
    }

    [Fact]
    public async Task A_name_without_a_password_is_not_enough()
    {
        _variables["MLFLOW_TRACKING_TOKEN"] = "abc";
        _variables["MLFLOW_TRACKING_USERNAME"] = "ada";

        Assert.Equal("Bearer abc", await SentAuthorization());
    }

    [Fact]
    public async Task Credentials_in_the_options_win()
    {
        _variables["MLFLOW_TRACKING_TOKEN"] = "abc";

        Assert.Equal("Bearer xyz", await SentAuthorization(MlopsCredential.Token("xyz")));
    }

    [Fact]
    public async Task No_credentials_send_none() => Assert.Null(await SentAuthorization());

    [Theory]
    [InlineData("")]
    [InlineData("databricks")]
    [InlineData("sqlite:///mlflow.db")]
    [InlineData("ada:secret@host")]
    public void An_unusable_address_is_named_but_not_shown(string uri)
    {
        _variables["MLFLOW_TRACKING_URI"] = uri;

        var refusal = Assert.Throws<InvalidOperationException>(() => TrackingEnvironment.CreateClient(Variable, null));

        Assert.Contains("MLFLOW_TRACKING_URI", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<string?> SentAuthorization(MlopsCredential? credential = null)
    {
        using var client = TrackingEnvironment.CreateClient(Variable, new MlopsClientOptions { Handler = _server, Credential = credential });
        await client.Runs.SetTagAsync("a", "k", "v");
        Assert.Equal("server.test", _server.Requests[0].Uri.Host);
        return _server.Requests[0].Header("Authorization");
    }

    private string? Variable(string name) => _variables.GetValueOrDefault(name);
}
