using System.Net;
using Mlops.Client.Tests.Fakes;
using Mlops.Stac.Search;

namespace Mlops.Client.Tests;

public sealed class CredentialTests
{
    private const string Secret = "glpat-0123456789";
    private readonly FakeServer _server = new();

    [Fact]
    public async Task A_token_is_sent_as_bearer()
    {
        await _server.Client(credential: MlopsCredential.Token(Secret)).Runs.SetTagAsync("a", "k", "v");

        Assert.Equal($"Bearer {Secret}", _server.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task Name_and_password_are_sent_as_basic()
    {
        await _server.Client(credential: MlopsCredential.Basic("ada", "pass:wörd")).Runs.SetTagAsync("a", "k", "v");

        Assert.Equal("Basic YWRhOnBhc3M6d8O2cmQ=", _server.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task Credentials_in_the_uri_are_sent_and_not_shown()
    {
        var client = _server.Client(uri: "http://ada:s%40crt@server.test/");

        await client.Runs.SetTagAsync("a", "k", "v");

        Assert.Equal("Basic YWRhOnNAY3J0", _server.Requests[0].Header("Authorization"));
        Assert.Equal("http://server.test/", client.TrackingUri.AbsoluteUri);
    }

    [Fact]
    public void A_credential_does_not_show_its_secret()
    {
        Assert.Equal("Bearer ***", MlopsCredential.Token(Secret).ToString());
        Assert.Equal("Basic ***", MlopsCredential.Basic("ada", Secret).ToString());
        Assert.DoesNotContain(Secret, new MlopsClientOptions { Credential = MlopsCredential.Token(Secret) }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_server_echoes_is_taken_out()
    {
        _server.Then(FakeServer.Error(HttpStatusCode.Unauthorized, "UNAUTHENTICATED", $"The token {Secret} is not known."));

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client(credential: MlopsCredential.Token(Secret)).Runs.GetAsync("a"));

        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("The token *** is not known.", failure.ServerMessage);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("line\r\nInjected: yes")]
    [InlineData("schlüssel")]
    [InlineData("")]
    public void A_token_that_cannot_stand_in_a_header_is_refused(string token)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(() => MlopsCredential.Token(token));

        Assert.True(token.Length == 0 || !refusal.Message.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_to_another_host_does_not_get_the_credentials()
    {
        _server.Then("""{"type":"FeatureCollection","features":[],"links":[{"rel":"next","href":"http://elsewhere.test/search?token=2"}]}""")
            .Then("""{"type":"FeatureCollection","features":[],"links":[]}""");
        var client = _server.Client(credential: MlopsCredential.Token(Secret));

        await foreach (var _ in client.Catalog.SearchAsync(new CatalogSearch()))
        {
        }

        Assert.Equal($"Bearer {Secret}", _server.Requests[0].Header("Authorization"));
        Assert.Equal("elsewhere.test", _server.Requests[1].Uri.Host);
        Assert.Null(_server.Requests[1].Header("Authorization"));
    }

    [Fact]
    public async Task The_workspace_is_sent_when_there_is_one()
    {
        using var client = new MlopsClient(new Uri("http://server.test"), new MlopsClientOptions { Handler = _server, Workspace = "land/use", ApplicationId = "trainer/2.1" });

        await client.Runs.SetTagAsync("a", "k", "v");

        Assert.Equal("land/use", _server.Requests[0].Header("X-MLFLOW-WORKSPACE"));
        Assert.StartsWith("trainer/2.1, mlops-dotnet-client/", _server.Requests[0].Header("User-Agent"), StringComparison.Ordinal);
    }
}
