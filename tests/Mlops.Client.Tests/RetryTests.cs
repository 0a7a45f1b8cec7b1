using System.Net;
using System.Net.Http.Headers;
using Mlops.Client.Tests.Fakes;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Client.Tests;

public sealed class RetryTests
{
    private const string Run = """{"run":{"info":{"run_id":"a","run_uuid":"a","experiment_id":"1","status":"RUNNING","lifecycle_stage":"active"},"data":{}}}""";
    private readonly FakeServer _server = new();
    private readonly InstantTime _time = new();

    public static TheoryData<HttpStatusCode> Passing =>
        [HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_read_is_repeated_after_a_passing_failure(HttpStatusCode status)
    {
        _server.Then(new HttpResponseMessage(status)).Then(Run);

        var run = await _server.Client(_time).Runs.GetAsync("a");

        Assert.Equal("a", run.Info.RunId);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_read_is_repeated_after_a_broken_connection()
    {
        _server.ThenFail(HttpRequestError.ResponseEnded).ThenFail(HttpRequestError.ConnectionError).Then(Run);

        await _server.Client(_time).Runs.GetAsync("a");

        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_read_is_repeated_when_the_answer_breaks_off()
    {
        _server.Then(new HttpResponseMessage { Content = new StreamContent(new BrokenStream("{\"run\":"u8.ToArray())) }).Then(Run);

        await _server.Client(_time).Runs.GetAsync("a");

        Assert.Equal(2, _server.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task What_will_not_pass_is_not_repeated(HttpStatusCode status)
    {
        _server.Then(new HttpResponseMessage(status)).Then(Run);

        await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time).Runs.GetAsync("a"));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Writes_that_can_be_done_twice_are_repeated()
    {
        _server.Then(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)).Then("{}").ThenFail(HttpRequestError.ResponseEnded).Then("{}");
        var client = _server.Client(_time);

        await client.Runs.LogBatchAsync("a", new RunBatch([new Metric("loss", 1, 1, 1)], [], []));
        await client.Runs.SetTagAsync("a", "k", "v");

        Assert.Equal(4, _server.Requests.Count);
        Assert.Equal(_server.Requests[0].Body, _server.Requests[1].Body);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    public async Task A_create_is_not_repeated_when_it_may_have_arrived(HttpRequestError error)
    {
        _server.ThenFail(error).Then(Run);

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time).Runs.CreateAsync("1"));

        Assert.True(failure.IsTransient);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_create_is_not_repeated_after_an_ambiguous_status(HttpStatusCode status)
    {
        _server.Then(new HttpResponseMessage(status)).Then(Run);

        await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time).Runs.CreateAsync("1"));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_create_is_repeated_when_it_certainly_did_not_arrive()
    {
        _server.ThenFail(HttpRequestError.ConnectionError).ThenFail(HttpRequestError.NameResolutionError).Then(new HttpResponseMessage(HttpStatusCode.TooManyRequests)).Then(Run);

        await _server.Client(_time).Runs.CreateAsync("1");

        Assert.Equal(4, _server.Requests.Count);
    }

    [Fact]
    public async Task The_server_says_when_to_come_back()
    {
        _server.Then(_ => RetryAfter(new RetryConditionHeaderValue(TimeSpan.FromSeconds(7))))
            .Then(_ => RetryAfter(new RetryConditionHeaderValue(_time.GetUtcNow() + TimeSpan.FromSeconds(11))))
            .Then(Run);

        await _server.Client(_time).Runs.GetAsync("a");

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(11)], _time.Pauses);
    }

    [Fact]
    public async Task A_server_that_asks_for_too_long_a_pause_is_not_waited_for()
    {
        _server.Then(_ => RetryAfter(new RetryConditionHeaderValue(TimeSpan.FromHours(1)))).Then(Run);

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time).Runs.GetAsync("a"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failure.HttpStatus);
        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task Pauses_grow_and_end_after_the_limit()
    {
        _server.Otherwise = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        var retry = new RetryLimits { MaxRetries = 4, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(5) };

        await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time, retry).Runs.GetAsync("a"));

        Assert.Equal(5, _server.Requests.Count);
        Assert.Equal(4, _time.Pauses.Count);
        Assert.All(_time.Pauses, pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Nothing_is_repeated_when_retries_are_off()
    {
        _server.ThenFail(HttpRequestError.ConnectionError);

        await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time, RetryLimits.None).Runs.GetAsync("a"));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_callers_cancellation_is_no_failure_of_the_server()
    {
        using var cancel = new CancellationTokenSource();
        _server.Otherwise = async (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return new HttpResponseMessage();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _server.Client(_time).Runs.GetAsync("a", cancel.Token));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up()
    {
        _server.Otherwise = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new HttpResponseMessage();
        };
        using var client = new MlopsClient(
            new Uri("http://server.test"), new MlopsClientOptions { Handler = _server, TimeProvider = _time, Timeout = TimeSpan.FromSeconds(20), Retry = new RetryLimits { MaxRetries = 2 } });

        var failure = await Assert.ThrowsAsync<MlopsException>(() => client.Runs.GetAsync("a"));

        Assert.Equal("DEADLINE_EXCEEDED", failure.ErrorCode);
        Assert.Null(failure.HttpStatus);
        Assert.Equal(3, _server.Requests.Count);
    }

    private static HttpResponseMessage RetryAfter(RetryConditionHeaderValue value)
    {
        var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter = value;
        return response;
    }
}
