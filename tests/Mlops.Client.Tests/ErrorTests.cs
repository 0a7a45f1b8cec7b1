using System.Net;
using Mlops.Client.Tests.Fakes;

namespace Mlops.Client.Tests;

public sealed class ErrorTests
{
    private readonly FakeServer _server = new();

    [Fact]
    public async Task The_servers_envelope_becomes_the_exception()
    {
        var failure = await FailureOf(FakeServer.Error(HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "Run with id=a not found"));

        Assert.Equal("RESOURCE_DOES_NOT_EXIST", failure.ErrorCode);
        Assert.Equal(HttpStatusCode.NotFound, failure.HttpStatus);
        Assert.Equal("Run with id=a not found", failure.ServerMessage);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST (HTTP 404): Run with id=a not found", failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Theory]
    [InlineData(400, "BAD_REQUEST")]
    [InlineData(401, "UNAUTHENTICATED")]
    [InlineData(403, "PERMISSION_DENIED")]
    [InlineData(404, "ENDPOINT_NOT_FOUND")]
    [InlineData(409, "ALREADY_EXISTS")]
    [InlineData(500, "INTERNAL_ERROR")]
    [InlineData(501, "NOT_IMPLEMENTED")]
    [InlineData(503, "TEMPORARILY_UNAVAILABLE")]
    [InlineData(504, "DEADLINE_EXCEEDED")]
    [InlineData(418, "INTERNAL_ERROR")]
    public async Task An_answer_without_envelope_gets_the_code_of_its_status(int status, string code)
    {
        var failure = await FailureOf(FakeServer.Text((HttpStatusCode)status, "No, said the proxy."));

        Assert.Equal(code, failure.ErrorCode);
        Assert.Equal("No, said the proxy.", failure.ServerMessage);
    }

    [Fact]
    public async Task A_page_of_HTML_is_not_shown()
    {
        var failure = await FailureOf(FakeServer.Text(HttpStatusCode.BadGateway, "<html><body>nginx</body></html>", "text/html"));

        Assert.DoesNotContain("<html>", failure.Message, StringComparison.Ordinal);
        Assert.Contains("GET /api/2.0/mlflow/runs/get", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problem_details_give_their_detail()
    {
        var failure = await FailureOf(FakeServer.Text(HttpStatusCode.NotFound, """{"title":"Not Found","status":404,"detail":"no item 'a/b'"}""", "application/problem+json"));

        Assert.Equal("NOT_FOUND", failure.ErrorCode);
        Assert.Equal("no item 'a/b'", failure.ServerMessage);
    }

    [Fact]
    public async Task A_long_explanation_is_cut()
    {
        var failure = await FailureOf(FakeServer.Text(HttpStatusCode.BadRequest, new string('x', 1_000_000)));

        Assert.InRange(failure.Message.Length, 1000, 3000);
    }

    [Theory]
    [InlineData("<html>Sign in</html>", "text/html")]
    [InlineData("[]", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("{\"run\":{}}", "application/json")]
    [InlineData("{}", "application/json")]
    public async Task A_success_that_is_not_the_protocols_is_a_failure(string body, string type)
    {
        _server.Then(FakeServer.Text(HttpStatusCode.OK, body, type));

        var failure = await Assert.ThrowsAsync<MlopsException>(() => Client().Runs.GetAsync("a"));

        Assert.False(failure.IsTransient);
        Assert.Contains("tracking URI", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_page_does_not_pass_for_a_logged_value()
    {
        _server.Then(FakeServer.Text(HttpStatusCode.OK, "<html>Sign in</html>", "text/html"));

        await Assert.ThrowsAsync<MlopsException>(() => Client().Runs.SetTagAsync("a", "k", "v"));
    }

    [Fact]
    public async Task A_success_without_a_body_is_a_success()
    {
        _server.Then(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) });

        await Client().Runs.SetTagAsync("a", "k", "v");
    }

    [Fact]
    public async Task No_answer_at_all_has_no_status()
    {
        _server.ThenFail(HttpRequestError.ConnectionError);

        var failure = await Assert.ThrowsAsync<MlopsException>(() => Client().Runs.GetAsync("a"));

        Assert.Null(failure.HttpStatus);
        Assert.Equal("TEMPORARILY_UNAVAILABLE", failure.ErrorCode);
        Assert.True(failure.IsTransient);
        Assert.Contains("http://server.test", failure.Message, StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(failure.InnerException);
    }

    private MlopsClient Client() => _server.Client(retry: RetryLimits.None);

    private async Task<MlopsException> FailureOf(HttpResponseMessage answer)
    {
        _server.Then(answer);
        return await Assert.ThrowsAsync<MlopsException>(() => Client().Runs.GetAsync("a"));
    }
}
